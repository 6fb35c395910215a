using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;
using Spectacles.Gateway.Sessions;
using Spectacles.Gateway.Transport;

namespace Spectacles.Gateway;

/// <summary>What the shards of a cluster have in common.</summary>
internal sealed record ShardContext
{
    public required Gateway Gateway { get; init; }

    public required ClusterOptions Options { get; init; }

    public required GatewayIntents Intents { get; init; }

    public required DispatchTable<HandlerCall> Handlers { get; init; }

    public required ISessionStore Sessions { get; init; }

    public required ErrorReport Errors { get; init; }

    /// <summary>Cancelled when a stop has waited long enough for handlers.</summary>
    public required CancellationToken HandlerStop { get; init; }

    public TimeProvider Time => Options.TimeProvider;

    public IGatewayConnection NewConnection() => Options.ConnectionFactory?.Invoke() ?? new WebSocketConnection(Options.Http);
}
