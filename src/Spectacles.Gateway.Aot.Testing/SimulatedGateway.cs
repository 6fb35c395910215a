using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// A simulated Discord on loopback. Any client can connect to it; it implements the gateway protocol and the REST calls that a bot needs,
/// and tests control it.
/// </summary>
/// <remarks>
/// A wait (<see cref="WaitForPayloadAsync(Opcode, CancellationToken)"/> and its like) returns the first observation of its kind that no
/// wait has
/// returned before, whether it was made before or after the call. To wait for two observations of a kind, wait twice.
/// </remarks>
public sealed class SimulatedGateway : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly GatewayState state;
    private readonly ConnectionRegistry connections;
    private readonly SimulatedServer server;
    private readonly ServerCertificate? certificate;
    private readonly TimeSpan timeout;

    private SimulatedGateway(SimulatedGatewayOptions options)
    {
        var time = options.TimeProvider;
        var application = options.ApplicationId ?? options.IdInToken;
        var world = new SimulatedWorld(options.Seed, options.Guilds, options.PeoplePerGuild, application, time);
        var starts = new SessionStarts(options.SessionStartLimit, options.SessionStartsRemaining ?? options.SessionStartLimit, time);
        timeout = options.ObservationTimeout;
        state = new GatewayState
        {
            World = world,
            Script = new GatewayScript(time),
            Journal = new Journal(timeout, time),
            RecommendedShards = options.RecommendedShards,
            UnknownRouteStatus = options.UnknownRouteStatus,
            Interactions = new PendingInteractions(time),
            Sessions = new SessionRegistry(world.Bot.Id, options.Seed, options.ReplayLimit, options.SessionLifetime, time),
            Rules = new ProtocolRules(options.MaxConcurrency, starts, time)
            {
                Tokens = options.Tokens,
                EnabledPrivilegedIntents = options.PrivilegedIntents,
                HeartbeatInterval = options.HeartbeatInterval,
                HeartbeatTolerance = options.HeartbeatTolerance,
                ReconnectGrace = options.ReconnectGrace,
            },
        };
        People = new SimulatedPeople(state, new MessageComposer(state));
        connections = new ConnectionRegistry(state);
        var bots = new BotRegistry();
        bots.Add(state);
        server = new SimulatedServer(state, connections, new RestApi(bots));
        certificate = !options.Tls ? null
            : options.Certificate is { } own ? ServerCertificate.Of(own)
            : ServerCertificate.Create(options.ReachableHost, $"{options.Address}");
    }

    /// <summary>
    /// The URL of the REST API, <c>http://127.0.0.1:PORT/api/v10</c> by default. A client uses it instead of Discord's.
    /// </summary>
    public Uri Api { get; private set; } = null!;

    /// <summary>The URL of the web socket, <c>ws://127.0.0.1:PORT</c> by default.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>
    /// The certificate of the authority that clients have to trust, without its private key, which is not kept; null without
    /// <see cref="SimulatedGatewayOptions.Tls"/> or with a certificate of your own. <see cref="X509Certificate2.ExportCertificatePem"/>
    /// returns it as PEM.
    /// </summary>
    public X509Certificate2? Authority => certificate?.Authority;

    /// <summary>The bot's token.</summary>
    public string Token => state.Rules.Tokens[0];

    /// <summary>The bot, its guilds and their users.</summary>
    public SimulatedWorld World => state.World;

    /// <summary>Simulates actions of users, which become events.</summary>
    public SimulatedPeople People { get; }

    /// <summary>Changes the behaviour of the gateway.</summary>
    public GatewayScript Script => state.Script;

    /// <summary>The open connections, in order of arrival.</summary>
    public IReadOnlyList<SimulatedConnection> Connections => connections.Snapshot();

    /// <summary>The sessions, connected or waiting for RESUME.</summary>
    public IReadOnlyList<SimulatedSession> Sessions => state.Sessions.Snapshot();

    /// <summary>The commands that the bot has registered.</summary>
    public IReadOnlyList<RegisteredCommand> Commands => state.Commands.Snapshot();

    /// <summary>The newest 10,000 violations of the protocol by clients.</summary>
    public IReadOnlyList<Violation> Violations => state.Journal.Violations.Snapshot();

    /// <summary>The newest 10,000 payloads from clients.</summary>
    public IReadOnlyList<ReceivedPayload> Received => state.Journal.Received.Snapshot();

    /// <summary>The newest 10,000 REST calls from clients.</summary>
    public IReadOnlyList<RestCall> Calls => state.Journal.Calls.Snapshot();

    /// <summary>The newest 10,000 messages and interaction responses of the bot.</summary>
    public IReadOnlyList<Reply> Replies => state.Journal.Replies.Snapshot();

    /// <summary>What happened, in order.</summary>
    public Transcript Transcript => state.Journal.Transcript;

    /// <summary>The counts since the start.</summary>
    public GatewayCounters Counters => new(
        connections.Opened,
        state.Journal.Identifies,
        state.Journal.Resumes,
        state.Sessions.Dispatched,
        state.Journal.ReplyCount,
        state.Journal.ViolationCount,
        state.Journal.UnknownRoutes);

    /// <summary>Raised at once for each violation, on the thread of the connection: return quickly.</summary>
    public event Action<Violation>? Violated
    {
        add => state.Journal.OnViolation += value;
        remove => state.Journal.OnViolation -= value;
    }

    /// <summary>Raised at once for each REST call whose route is not simulated, on the thread of the call: return quickly.</summary>
    public event Action<RestCall>? UnknownRouteCalled
    {
        add => state.Journal.OnUnknownRoute += value;
        remove => state.Journal.OnUnknownRoute -= value;
    }

    /// <summary>Starts a gateway, by default on 127.0.0.1.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="IOException">The port is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">
    /// The address does not belong to this machine, or the process may not use the port.
    /// </exception>
    public static async Task<SimulatedGateway> StartAsync(
        SimulatedGatewayOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new SimulatedGatewayOptions();
        options.Validate();
        var gateway = new SimulatedGateway(options);
        int port = await gateway.server.StartAsync(new IPEndPoint(options.Address, options.Port), gateway.certificate, cancellationToken);
        gateway.Api = new UriBuilder(options.Tls ? "https" : "http", options.ReachableHost, port, "/api/v10").Uri;
        gateway.state.Url = new UriBuilder(options.Tls ? "wss" : "ws", options.ReachableHost, port).Uri.GetLeftPart(UriPartial.Authority);
        gateway.Url = new Uri(gateway.state.Url);
        return gateway;
    }

    /// <summary>
    /// Dispatches an event to every session that Discord would send it to: on the guild's shard, or on shard 0 without a guild, if its
    /// intents deliver the event.
    /// </summary>
    /// <param name="name">
    /// The event's name, such as <c>MESSAGE_CREATE</c>; it may be unknown to Discord, and is escaped as JSON requires.
    /// </param>
    /// <param name="json">The event's data; its <c>guild_id</c> decides the shard.</param>
    /// <returns>The number of sessions that receive the event.</returns>
    /// <exception cref="System.Text.Json.JsonException"><paramref name="json"/> is not JSON.</exception>
    /// <remarks>The bot can respond to an <c>INTERACTION_CREATE</c> with <c>id</c>, <c>token</c> and <c>channel_id</c>.</remarks>
    public int Dispatch(string name, string json)
    {
        byte[] data = Json.Read(json);
        if (name == "INTERACTION_CREATE")
        {
            state.Register(new JsonSlice(data));
        }

        return state.Dispatch(name, data);
    }

    /// <summary>Dispatches an event to every session of one shard, without routing.</summary>
    /// <inheritdoc cref="Dispatch(string, string)"/>
    public int DispatchToShard(int shardId, string name, string json) =>
        Sessions.Count(session => session.ShardId == shardId && session.Dispatch(name, json));

    /// <summary>Dispatches an event to every session, without routing.</summary>
    /// <inheritdoc cref="Dispatch(string, string)"/>
    public int DispatchToAll(string name, string json) => Sessions.Count(session => session.Dispatch(name, json));

    /// <summary>The open connection of this shard.</summary>
    /// <exception cref="InvalidOperationException">The shard has no open connection.</exception>
    public SimulatedConnection ConnectionOf(int shardId) => Connections.LastOrDefault(connection => connection.Session?.ShardId == shardId)
        ?? throw new InvalidOperationException($"Shard {shardId} has no open connection with a session.");

    /// <summary>Waits for a payload with this opcode. The gateway has responded to it when the wait completes.</summary>
    /// <exception cref="TimeoutException">None arrived within the observation timeout.</exception>
    public Task<ReceivedPayload> WaitForPayloadAsync(Opcode opcode, CancellationToken cancellationToken = default) =>
        state.Journal.Received.TakeAsync($"{opcode} from a client", payload => payload.Opcode == opcode, cancellationToken);

    /// <summary>Waits for a payload that matches the predicate.</summary>
    /// <inheritdoc cref="WaitForPayloadAsync(Opcode, CancellationToken)"/>
    public Task<ReceivedPayload> WaitForPayloadAsync(
        Func<ReceivedPayload,
        bool> predicate,
        CancellationToken cancellationToken = default) =>
        state.Journal.Received.TakeAsync("matching payload from a client", predicate, cancellationToken);

    /// <summary>Waits for a client to connect.</summary>
    /// <exception cref="TimeoutException">None did within the observation timeout.</exception>
    public Task<ConnectionOpened> WaitForOpenAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Opened.TakeAsync("connection", static _ => true, cancellationToken);

    /// <summary>Waits for the end of a connection.</summary>
    /// <exception cref="TimeoutException">None ended within the observation timeout.</exception>
    public Task<ConnectionClosed> WaitForCloseAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Closed.TakeAsync("end of a connection", static _ => true, cancellationToken);

    /// <summary>Waits for a message or an interaction response of the bot that was answered with 2xx.</summary>
    /// <exception cref="TimeoutException">None was sent within the observation timeout.</exception>
    public Task<Reply> WaitForReplyAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Replies.TakeAsync("reply of the bot", static _ => true, cancellationToken);

    /// <summary>Waits for a message or an interaction response of the bot with a text.</summary>
    /// <param name="text">A part of the text.</param>
    /// <param name="timeout">The longest time to wait, in real time; null for the observation timeout.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="TimeoutException">None was sent in this time. The message contains the transcript.</exception>
    public Task<Reply> WaitForReplyAsync(string text, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        state.Journal.Replies.TakeAsync(
            $"reply of the bot with \"{text}\"",
            reply => reply.Content?.Contains(text, StringComparison.Ordinal) == true,
            cancellationToken,
            timeout);

    /// <summary>Waits for a REST call, such as <c>PUT</c> of <c>/applications/…/commands</c>.</summary>
    /// <exception cref="TimeoutException">None arrived within the observation timeout.</exception>
    public Task<RestCall> WaitForCallAsync(Func<RestCall, bool> predicate, CancellationToken cancellationToken = default) =>
        state.Journal.Calls.TakeAsync("matching REST call", predicate, cancellationToken);

    /// <summary>Waits for a violation of the protocol by a client.</summary>
    /// <exception cref="TimeoutException">None did within the observation timeout.</exception>
    public Task<Violation> WaitForViolationAsync(CancellationToken cancellationToken = default) =>
        state.Journal.Violations.TakeAsync("violation", static _ => true, cancellationToken);

    /// <summary>Waits until all pending messages of the open connections have been passed to their sockets.</summary>
    /// <exception cref="TimeoutException">A client did not read within the observation timeout.</exception>
    public async Task WaitForDrainAsync(CancellationToken cancellationToken = default)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!Connections.All(connection => connection.IsDrained))
        {
            if (TimeProvider.System.GetElapsedTime(begin) > timeout)
            {
                throw new TimeoutException("A client does not read its pending messages.");
            }

            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>
    /// Closes every connection with 1001 and stops listening. Connections that a client does not close within 2 seconds are cut.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        state.IsStopping = true;
        foreach (var connection in Connections)
        {
            connection.Close(CloseCode.GoingAway, "the simulated gateway is stopping");
        }

        long begin = TimeProvider.System.GetTimestamp();
        while (Connections.Count > 0 && TimeProvider.System.GetElapsedTime(begin) < CloseDeadline)
        {
            await Task.Delay(PollInterval, TimeProvider.System);
        }

        foreach (var connection in Connections)
        {
            connection.Drop();
        }

        await server.DisposeAsync();
        certificate?.Dispose();
    }
}
