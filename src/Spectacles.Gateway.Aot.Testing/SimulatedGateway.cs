using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// A simulated Discord on loopback. Any client can connect to it; it implements the gateway protocol and the REST calls that a bot needs,
/// and tests control it.
/// </summary>
/// <remarks>
/// A wait (<see cref="WaitForPayloadAsync(Opcode, CancellationToken)"/> and its like) returns the first observation of its kind that no
/// wait has returned before, whether it was made before or after the call. To wait for two observations of a kind, wait twice.
/// </remarks>
public sealed partial class SimulatedGateway : IAsyncDisposable
{
    private static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private readonly GatewayState state;
    private readonly ConnectionRegistry connections;
    private readonly SimulatedServer? server;
    private readonly ServerCertificate? certificate;
    private readonly TimeSpan timeout;
    private readonly SimulatedGateway host;
    private readonly List<SimulatedGateway> guests = [];
    private readonly Lock gate = new();
    private int added;

    /// <param name="options">The options.</param>
    /// <param name="sharedWith">The gateway whose server is shared; null for a server of its own.</param>
    private SimulatedGateway(SimulatedGatewayOptions options, SimulatedGateway? sharedWith)
    {
        host = sharedWith ?? this;
        Options = options;
        int number = sharedWith is null ? 0 : Interlocked.Increment(ref sharedWith.added);
        var time = sharedWith?.Time ?? options.TimeProvider;
        var application = options.KnownApplicationId;
        var world = new SimulatedWorld(options.Seed, options.Guilds, options.PeoplePerGuild, application, time, options.World);
        foreach (var guild in world.Guilds.Take(options.UnavailableGuilds))
        {
            guild.IsUnavailable = true;
        }

        var script = new GatewayScript(time, options.Seed);
        var sessions = new SessionRegistry(world.Bot.Id, options.Seed, number, options.ReplayLimit, options.SessionLifetime, time)
        {
            ForgetsAcknowledged = options.ForgetAcknowledged,
        };
        var starts = new SessionStarts(options.SessionStartLimit, options.SessionStartsRemaining ?? options.SessionStartLimit, time);
        timeout = options.ObservationTimeout;
        state = new GatewayState
        {
            World = world,
            Script = script,
            Limits = new RestLimits(world.ApplicationId, time),
            Journal = new Journal(timeout, time),
            ObservationTimeout = timeout,
            RecommendedShards = options.RecommendedShards,
            UnknownRouteStatus = options.UnknownRouteStatus,
            Interactions = new PendingInteractions(time),
            Sessions = sessions,
            Guilds = new GuildRoster(world, sessions, script, time),
            Rules = new ProtocolRules(options.MaxConcurrency, starts, time)
            {
                Tokens = options.CreateTokens(),
                EnabledPrivilegedIntents = options.PrivilegedIntents,
                HeartbeatInterval = options.HeartbeatInterval,
                HeartbeatTolerance = options.HeartbeatTolerance,
                ReconnectGrace = options.ReconnectGrace,
            },
        };
        People = new SimulatedPeople(state, new MessageComposer(state));
        if (sharedWith is not null)
        {
            connections = sharedWith.connections;
            (Api, Url, state.Url) = (sharedWith.Api, sharedWith.Url, sharedWith.state.Url);
            return;
        }

        var bots = new BotRegistry(state);
        connections = new ConnectionRegistry(bots);
        server = new SimulatedServer(state, connections, new RestApi(bots), new AttachmentFiles(bots));
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
    public X509Certificate2? Authority => host.certificate?.Authority;

    /// <summary>The bot's token.</summary>
    public string Token => state.Rules.Tokens[0];

    /// <summary>The bot, its guilds and their users.</summary>
    public SimulatedWorld World => state.World;

    /// <summary>Simulates actions of users, which become events.</summary>
    public SimulatedPeople People { get; }

    /// <summary>Changes the behaviour of the gateway.</summary>
    public GatewayScript Script => state.Script;

    /// <summary>The rate limits of the REST API.</summary>
    public RestLimits Limits => state.Limits;

    /// <summary>The open connections, in order of arrival.</summary>
    public IReadOnlyList<SimulatedConnection> Connections => [.. connections.Snapshot().Where(connection => connection.Bot == state)];

    /// <summary>The sessions, connected or waiting for RESUME.</summary>
    public IReadOnlyList<SimulatedSession> Sessions => state.Sessions.Snapshot();

    /// <summary>The commands that the bot has registered.</summary>
    public IReadOnlyList<RegisteredCommand> Commands => state.Commands.Snapshot();

    /// <summary>
    /// A test's own answers to REST calls whose route is not simulated: the answer, or null for 404. A call that is answered so counts as
    /// simulated.
    /// </summary>
    public Func<RestCall, UnknownRouteAnswer?>? AnswerUnknownRoute
    {
        get => state.AnswerUnknownRoute;
        set => state.AnswerUnknownRoute = value;
    }

    internal SimulatedGatewayOptions Options { get; }

    internal TimeProvider Time => state.Rules.Time;

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
        var gateway = new SimulatedGateway(options, sharedWith: null);
        int port = await gateway.server!.StartAsync(new IPEndPoint(options.Address, options.Port), gateway.certificate, cancellationToken);
        gateway.Api = new UriBuilder(options.Tls ? "https" : "http", options.ReachableHost, port, "/api/v10").Uri;
        gateway.state.Url = new UriBuilder(options.Tls ? "wss" : "ws", options.ReachableHost, port).Uri.GetLeftPart(UriPartial.Authority);
        gateway.Url = new Uri(gateway.state.Url);
        return gateway;
    }

    /// <summary>
    /// Adds a bot with a token and a world of its own, on the same addresses. Tests that run at the same time can share one server so. The
    /// token of a client decides which bot it is.
    /// </summary>
    /// <param name="options">
    /// The options; null for the defaults with a new token. The addresses and the time source are those of this gateway.
    /// </param>
    /// <returns>The bot's side of the gateway. Dispose it to end the bot.</returns>
    /// <exception cref="InvalidOperationException">There is a bot with this token.</exception>
    public SimulatedGateway AddBot(SimulatedGatewayOptions? options = null)
    {
        options ??= new SimulatedGatewayOptions { Token = SimulatedGatewayOptions.NewToken() };
        options.Validate();
        var guest = new SimulatedGateway(options, host);
        guest.Violated += violation => host.state.Journal.OnViolation?.Invoke(violation);
        guest.UnknownRouteCalled += call => host.state.Journal.OnUnknownRoute?.Invoke(call);
        connections.Bots.Add(guest.state);
        lock (host.gate)
        {
            host.guests.Add(guest);
        }

        return guest;
    }

    /// <summary>
    /// Dispatches an event to every session that Discord would send it to: on the guild's shard, or on shard 0 without a guild, if its
    /// intents deliver the event. An event of a guild in an outage goes to none, except GUILD_CREATE and GUILD_DELETE.
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

    /// <summary>The bot with this token, this one or one that was added; null when there is none.</summary>
    internal SimulatedGateway? FindBot(string token)
    {
        var found = connections.Bots.Find(token);
        lock (host.gate)
        {
            return found == host.state ? host : host.guests.Find(guest => guest.state == found);
        }
    }

    /// <summary>The open connection of this shard.</summary>
    /// <exception cref="InvalidOperationException">The shard has no open connection.</exception>
    public SimulatedConnection ConnectionOf(int shardId) => Connections.LastOrDefault(connection => connection.Session?.ShardId == shardId)
        ?? throw new InvalidOperationException($"Shard {shardId} has no open connection with a session.");

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
    /// Closes every connection of the bot with 1001, and stops listening unless the bot was added with <see cref="AddBot"/>. Connections
    /// that a client does not close within 2 seconds are cut.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        state.IsStopping = true;
        if (server is null)
        {
            // First, so that no client identifies as this bot meanwhile.
            connections.Bots.Remove(state);
            lock (host.gate)
            {
                host.guests.Remove(this);
            }
        }

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

        if (server is not null)
        {
            await server.DisposeAsync();
            certificate?.Dispose();
        }
    }
}
