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

    /// <summary>The number of shards of the whole bot, as it was when these were spawned: a session that starts later must not divide the guilds anew.</summary>
    public required int ShardCount { get; init; }

    public required AskedIntents Asked { get; init; }

    public required DispatchTable<HandlerCall> Handlers { get; init; }

    public required ServingSessions Sessions { get; init; }

    public required Intake Intake { get; init; }

    public required ErrorReport Errors { get; init; }

    /// <summary>The fields whose absence has been reported; to be locked.</summary>
    public HashSet<string> AbsentFields { get; } = [];

    /// <summary>Cancelled when a stop has waited long enough for handlers.</summary>
    public required CancellationToken HandlerStop { get; init; }

    /// <exception cref="ArgumentException">The presence does not fit into an IDENTIFY: better now than in a loop of connections.</exception>
    public static ShardContext Make(Gateway gateway, ClusterOptions options, GatewayIntents intents, HandlerSet handlers, ErrorReport errors, CancellationToken handlerStop)
    {
        foreach (var method in handlers.WithoutTheirIntents(intents))
        {
            errors.Warn($"{method.Name} needs the intents {method.Intents & ~intents}, which ClusterOptions.Intents leaves out: it may never be called.");
        }

        var context = new ShardContext
        {
            Gateway = gateway,
            Options = options,
            ShardCount = gateway.Shards,
            Asked = new AskedIntents(intents, handlers),
            Handlers = handlers.ToTable(),
            Sessions = new ServingSessions(options.SessionStore ?? new MemorySessionStore()),
            Intake = new Intake(),
            Errors = errors,
            HandlerStop = handlerStop,
        };
        _ = CommandSender.Serialize(context.Identify(context.ShardCount, options.Presence));
        return context;
    }

    public GatewayIntents Intents => Asked.Intents;

    public Identify Identify(int shardId, GatewayCommand? presence) => new(Gateway.Token, shardId, ShardCount, Intents, presence);

    /// <summary>The same for a set of another number of shards, which is to take over.</summary>
    public ShardContext Successor(int shardCount, OverlapWindow overlap) =>
        this with { ShardCount = shardCount, Sessions = Sessions.Successor(), Intake = new Intake(overlap) };

    public TimeProvider Time => Options.TimeProvider;

    public IGatewayConnection NewConnection() => Options.ConnectionFactory?.Invoke() ?? new WebSocketConnection(Options.Http ?? Gateway.Http);
}
