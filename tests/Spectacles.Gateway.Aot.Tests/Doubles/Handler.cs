using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Tests;

/// <summary>A handler of one event as a test needs it, without the generator.</summary>
internal sealed class Handler(string eventName, Handler.Body body, GatewayIntents intents = GatewayIntents.None) : IGatewayHandler
{
    public delegate ValueTask Body(in Dispatch dispatch, Shard shard, CancellationToken cancellationToken);

    public IReadOnlyList<HandlerMethod> Methods { get; } = [new HandlerMethod(eventName, "Handler.Handle", intents)];

    public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) =>
        body(dispatch, shard, cancellationToken);
}
