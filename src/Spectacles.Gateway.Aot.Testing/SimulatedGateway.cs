using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>Discord on loopback: a server that any client can connect to, that speaks the gateway's protocol and as much REST as a bot needs, and that a test drives.</summary>
/// <remarks>
/// A wait (<see cref="ReceivedAsync(Opcode, CancellationToken)"/> and its like) returns the first observation of its kind that no wait has returned before,
/// whether it was made before the call or comes after it. So a test may ask in its own time, and asks twice for two of a kind.
/// </remarks>
public sealed class SimulatedGateway : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly GatewayState state;
    private readonly ConnectionRegistry connections;
    private readonly SimulatedServer server;
    private readonly TimeSpan timeout;

    private SimulatedGateway(SimulatedGatewayOptions options)
    {
        TimeProvider clock = options.TimeProvider;
        var world = new SimulatedWorld(options.Seed, options.Guilds, options.PeoplePerGuild, options.ApplicationId);
        var starts = new SessionStarts(options.SessionStartLimit, options.SessionStartsRemaining ?? options.SessionStartLimit, clock);
        timeout = options.ObservationTimeout;
        state = new GatewayState
        {
            World = world,
            Script = new GatewayScript(clock),
            Journal = new Journal(timeout),
            RecommendedShards = options.RecommendedShards,
            Interactions = new InteractionBook(clock),
            Sessions = new SessionRegistry(world.Bot.Id, options.Seed, options.ReplayLimit, options.SessionLifetime, clock),
            Terms = new Terms(options.MaxConcurrency, starts, clock)
            {
                Token = options.Token,
                EnabledPrivilegedIntents = options.PrivilegedIntents,
                HeartbeatInterval = options.HeartbeatInterval,
                HeartbeatTolerance = options.HeartbeatTolerance,
                ReconnectGrace = options.ReconnectGrace,
            },
        };
        var messages = new MessageComposer(state);
        People = new SimulatedPeople(state, messages);
        connections = new ConnectionRegistry(state);
        server = new SimulatedServer(state, connections, new RestApi(state, new CommandCalls(state), new ReplyCalls(state, messages)));
    }

    /// <summary>The address of the REST API, <c>http://127.0.0.1:PORT/api/v10</c>: what a client takes in the place of Discord's.</summary>
    public Uri Api { get; private set; } = null!;

    /// <summary>The address of the web socket, <c>ws://127.0.0.1:PORT</c>.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The only valid token.</summary>
    public string Token => state.Terms.Token;

    /// <summary>The bot, its guilds and the people in them.</summary>
    public SimulatedWorld World => state.World;

    /// <summary>Lets people do things, which become events.</summary>
    public SimulatedPeople People { get; }

    /// <summary>How the gateway departs from its usual behaviour.</summary>
    public GatewayScript Script => state.Script;

    /// <summary>The open connections, in the order of arrival.</summary>
    public IReadOnlyList<SimulatedConnection> Connections => connections.Snapshot();

    /// <summary>The sessions that live, with a connection or waiting for RESUME.</summary>
    public IReadOnlyList<SimulatedSession> Sessions => state.Sessions.Snapshot();

    /// <summary>The commands that the bot has registered.</summary>
    public IReadOnlyList<RegisteredCommand> Commands => state.Commands.Snapshot();

    /// <summary>What clients did that Discord does not allow, the newest 10,000.</summary>
    public IReadOnlyList<Violation> Violations => state.Journal.Violations.Snapshot();

    /// <summary>The payloads that clients sent, the newest 10,000.</summary>
    public IReadOnlyList<ReceivedPayload> Received => state.Journal.Received.Snapshot();

    /// <summary>The REST calls that clients made, the newest 10,000.</summary>
    public IReadOnlyList<RestCall> Calls => state.Journal.Calls.Snapshot();

    /// <summary>What the bot has said, the newest 10,000.</summary>
    public IReadOnlyList<Reply> Replies => state.Journal.Replies.Snapshot();

    /// <summary>The counts since the start.</summary>
    public GatewayCounters Counters => new(
        connections.Opened, state.Journal.Identifies, state.Journal.Resumes, state.Sessions.Dispatched, state.Journal.ReplyCount, state.Journal.ViolationCount);

    /// <summary>Starts a gateway on 127.0.0.1.</summary>
    /// <param name="options">The world and the terms; null for the defaults.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<SimulatedGateway> StartAsync(SimulatedGatewayOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatedGatewayOptions();
        options.Validate();
        var gateway = new SimulatedGateway(options);
        int port = await gateway.server.StartAsync(options.Port, cancellationToken);
        gateway.Api = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/v10"));
        gateway.state.Url = string.Create(CultureInfo.InvariantCulture, $"ws://127.0.0.1:{port}");
        gateway.Url = new Uri(gateway.state.Url);
        return gateway;
    }

    /// <summary>Dispatches an event as Discord routes it: one of a guild to the guild's shard, any other to shard 0; there to every session whose intents deliver it.</summary>
    /// <param name="name">The event's name, such as <c>MESSAGE_CREATE</c>; it may be one that Discord does not know, and is escaped where JSON needs it.</param>
    /// <param name="json">The event's data; its <c>guild_id</c> decides the shard.</param>
    /// <returns>How many sessions are due it.</returns>
    /// <exception cref="System.Text.Json.JsonException"><paramref name="json"/> is not JSON.</exception>
    public int Dispatch(string name, string json) => state.Dispatch(name, Json.Read(json));

    /// <summary>Dispatches an event to every session of one shard, wherever the event belongs.</summary>
    /// <inheritdoc cref="Dispatch(string, string)"/>
    public int DispatchToShard(int shardId, string name, string json) => Sessions.Count(session => session.ShardId == shardId && session.Dispatch(name, json));

    /// <summary>Dispatches an event to every session, wherever the event belongs.</summary>
    /// <inheritdoc cref="Dispatch(string, string)"/>
    public int DispatchToAll(string name, string json) => Sessions.Count(session => session.Dispatch(name, json));

    /// <summary>The open connection that carries a session of this shard.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public SimulatedConnection ConnectionOf(int shardId) => Connections.LastOrDefault(connection => connection.Session?.ShardId == shardId)
        ?? throw new InvalidOperationException($"No connection carries a session of shard {shardId}.");

    /// <summary>Waits for a payload with this opcode. When it returns, the gateway has answered the payload.</summary>
    /// <exception cref="TimeoutException">None came within the observation time-out.</exception>
    public Task<ReceivedPayload> ReceivedAsync(Opcode opcode, CancellationToken cancellationToken = default) =>
        state.Journal.Received.TakeAsync($"{opcode} from a client", payload => payload.Opcode == opcode, cancellationToken);

    /// <summary>Waits for a payload that fits.</summary>
    /// <inheritdoc cref="ReceivedAsync(Opcode, CancellationToken)"/>
    public Task<ReceivedPayload> ReceivedAsync(Func<ReceivedPayload, bool> predicate, CancellationToken cancellationToken = default) =>
        state.Journal.Received.TakeAsync("such payload from a client", predicate, cancellationToken);

    /// <summary>Waits for a client to connect.</summary>
    /// <exception cref="TimeoutException">None did within the observation time-out.</exception>
    public Task<ConnectionOpened> OpenedAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Opened.TakeAsync("connection", static _ => true, cancellationToken);

    /// <summary>Waits for the end of a connection.</summary>
    /// <exception cref="TimeoutException">None ended within the observation time-out.</exception>
    public Task<ConnectionClosed> ClosedAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Closed.TakeAsync("end of a connection", static _ => true, cancellationToken);

    /// <summary>Waits until the bot has said something that was answered 2xx.</summary>
    /// <exception cref="TimeoutException">It said nothing within the observation time-out.</exception>
    public Task<Reply> RepliedAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Replies.TakeAsync("reply of the bot", static _ => true, cancellationToken);

    /// <summary>Waits for a REST call, such as <c>PUT</c> of <c>/applications/…/commands</c>.</summary>
    /// <exception cref="TimeoutException">None came within the observation time-out.</exception>
    public Task<RestCall> CalledAsync(Func<RestCall, bool> predicate, CancellationToken cancellationToken = default) =>
        state.Journal.Calls.TakeAsync("such REST call", predicate, cancellationToken);

    /// <summary>Waits for a client to do what Discord does not allow.</summary>
    /// <exception cref="TimeoutException">None did within the observation time-out.</exception>
    public Task<Violation> ViolatedAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Violations.TakeAsync("violation", static _ => true, cancellationToken);

    /// <summary>Waits until all that is due on the open connections has been handed to their sockets.</summary>
    /// <exception cref="TimeoutException">A client does not read, within the observation time-out.</exception>
    public async Task DrainedAsync(CancellationToken cancellationToken = default)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!Connections.All(connection => connection.IsDrained))
        {
            if (TimeProvider.System.GetElapsedTime(begin) > timeout) throw new TimeoutException("A client does not read what it is due.");
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Closes every connection with 1001 and stops listening; what a client does not close within 2 seconds is cut.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (SimulatedConnection connection in Connections) connection.Close(CloseCode.GoingAway, "the simulated gateway stops");
        long begin = TimeProvider.System.GetTimestamp();
        while (Connections.Count > 0 && TimeProvider.System.GetElapsedTime(begin) < CloseDeadline)
            await Task.Delay(PollInterval, TimeProvider.System);
        foreach (SimulatedConnection connection in Connections) connection.Drop();
        await server.DisposeAsync();
    }
}
