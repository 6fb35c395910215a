using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>The options of a <see cref="SimulatedGateway"/>. The defaults are Discord's values for a small bot.</summary>
public sealed record SimulatedGatewayOptions
{
    /// <summary>The default of <see cref="Token"/>, in parts, so that no tool takes it for a token of a real bot.</summary>
    private const string DefaultSecret = "simula" + "." + "ted-gateway-token-that-is-not-a-secret";

    private static readonly Snowflake DefaultApplicationId = new(1191210857275029937);

    private static readonly string DefaultToken = TokenOf(DefaultApplicationId);

    private static int tokens;

    /// <summary>
    /// The bot's token. The default has the form of a real one, because some clients check it: the application's id in Base64, six
    /// characters, and 38 characters. While it is not set, <c>simulated.gateway.token</c> is accepted, too.
    /// </summary>
    public string Token { get; init; } = DefaultToken;

    /// <summary>
    /// The address to listen on; 127.0.0.1 by default. Anyone who can reach another one controls the simulated Discord: use a private
    /// network.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 selects a free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The host name or address in the URLs that clients get, for clients on another machine or in another container; null for
    /// <see cref="Address"/>, or for 127.0.0.1 or [::1] if that is 0.0.0.0 or [::].
    /// </summary>
    public string? Host { get; init; }

    /// <summary>
    /// Whether the gateway serves https and wss, and not http and ws. Without a <see cref="Certificate"/>, it makes one that is signed by
    /// its <see cref="SimulatedGateway.Authority"/>, for <see cref="Host"/>, <see cref="Address"/>, localhost, 127.0.0.1, ::1, discord.com
    /// and gateway.discord.gg. It is valid for a year.
    /// </summary>
    public bool Tls { get; init; }

    /// <summary>
    /// The server's certificate with its private key, which is not disposed; null for one that the gateway makes. It requires
    /// <see cref="Tls"/>.
    /// </summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>
    /// The guilds, channels, roles and people that exist, in the place of <see cref="Guilds"/> and <see cref="PeoplePerGuild"/>; null for
    /// a world with these counts.
    /// </summary>
    public WorldDescription? World { get; init; }

    /// <summary>The number of guilds of the bot.</summary>
    public int Guilds { get; init; } = 1;

    /// <summary>
    /// How many of the guilds, from the first on, are in an outage at the start, as after <see cref="SimulatedGateway.StartOutage"/>.
    /// </summary>
    public int UnavailableGuilds { get; init; }

    /// <summary>The number of users in each guild, without the bot.</summary>
    public int PeoplePerGuild { get; init; } = 10;

    /// <summary>The shard count that <c>GET /gateway/bot</c> recommends.</summary>
    public int RecommendedShards { get; init; } = 1;

    /// <summary>The number of shards that may identify within 5 seconds.</summary>
    public int MaxConcurrency { get; init; } = 1;

    /// <summary>The number of sessions that may be started in 24 hours.</summary>
    public int SessionStartLimit { get; init; } = 1000;

    /// <summary>The remaining session starts at the beginning; null for all.</summary>
    public int? SessionStartsRemaining { get; init; }

    /// <summary>The interval in HELLO. A shard of this library accepts 1 second to 5 minutes.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromMilliseconds(41_250);

    /// <summary>
    /// The number of intervals without a heartbeat after which the connection is closed with 4000. The session can be resumed.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#heartbeat-interval</remarks>
    public double HeartbeatTolerance { get; init; } = 1.5;

    /// <summary>The privileged intents that are enabled for the application. An IDENTIFY with another one is closed with 4014.</summary>
    public GatewayIntents PrivilegedIntents { get; init; }

    /// <summary>
    /// The application's id, which is also the bot's; null for the one that the first part of the token contains, or else one that depends
    /// on the seed.
    /// </summary>
    public Snowflake? ApplicationId { get; init; }

    /// <summary>
    /// The status of a REST call whose route is not simulated: 404, which has a body that says so, or for example 501 or 204. Many clients
    /// repeat a call that failed with 5xx.
    /// </summary>
    public int UnknownRouteStatus { get; init; } = 404;

    /// <summary>
    /// The seed of the world's ids and of <see cref="GatewayScript.Forms"/>: the same seed gives the same guilds, users, channels and
    /// forms.
    /// </summary>
    public int Seed { get; init; } = 1;

    /// <summary>The time for which a session without a connection can be resumed.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>The number of events that a session keeps for replay. A client that misses more loses the session.</summary>
    public int ReplayLimit { get; init; } = 20_000;

    /// <summary>
    /// Whether a session forgets the events that the client has acknowledged: those up to the greatest sequence in a heartbeat or a RESUME.
    /// A RESUME with a smaller sequence is then accepted, and gets only the later events, so that a client that acknowledges an event
    /// before it has stored it loses the event. By default a session forgets only beyond <see cref="ReplayLimit"/>.
    /// </summary>
    public bool ForgetAcknowledged { get; init; }

    /// <summary>The time after op 7 after which the gateway closes the connection itself.</summary>
    public TimeSpan ReconnectGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The real time after which a wait for an observation fails with <see cref="TimeoutException"/>.</summary>
    public TimeSpan ObservationTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The time source of the protocol: heartbeats, limits, interaction deadlines, session lifetimes. Sockets and
    /// <see cref="ObservationTimeout"/> use real time.
    /// </summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>A token that no other bot of this process has, for <see cref="SimulatedGateway.AddBot"/>.</summary>
    public static string NewToken() => TokenOf(new Snowflake(DefaultApplicationId.Value + (ulong)Interlocked.Increment(ref tokens)));

    /// <summary>The options, without the token.</summary>
    public override string ToString() =>
        $"{nameof(SimulatedGatewayOptions)} {{ Port = {Port}, Guilds = {GuildCount}, RecommendedShards = {RecommendedShards} }}";

    /// <summary>The number of guilds, described or not.</summary>
    internal int GuildCount => World?.Guilds.Count ?? Guilds;

    /// <summary>The application's id, if it does not depend on the seed.</summary>
    internal Snowflake? KnownApplicationId => ApplicationId ?? IdInToken;

    /// <summary>The tokens that are accepted.</summary>
    /// <remarks>
    /// Clients pace their IDENTIFYs by the token, also across gateways of one process. So the first token of a gateway that has the default
    /// is its own, and the default is accepted beside it.
    /// </remarks>
    internal string[] CreateTokens()
    {
        if (Token != DefaultToken)
        {
            return [Token];
        }

        string own = string.Create(CultureInfo.InvariantCulture, $"{DefaultToken[..^8]}{Interlocked.Increment(ref tokens):x8}");
        return [own, DefaultToken, "simulated.gateway.token"];
    }

    /// <summary>The host in the URLs. No client can connect to an address that stands for all.</summary>
    internal string ReachableHost => Host
        ?? (Address.Equals(IPAddress.Any) ? IPAddress.Loopback : Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : Address)
        .ToString();

    /// <summary>The application's id that the token contains; null for none.</summary>
    private Snowflake? IdInToken
    {
        get
        {
            string first = Token.Split('.')[0];
            Span<byte> digits = stackalloc byte[64];
            return Convert.TryFromBase64String(first.PadRight((first.Length + 3) / 4 * 4, '='), digits, out int length)
                && Snowflake.TryParse(Encoding.ASCII.GetString(digits[..length]), null, out var id)
                ? id
                : null;
        }
    }

    private static string TokenOf(Snowflake applicationId) =>
        $"{Convert.ToBase64String(Encoding.ASCII.GetBytes(applicationId.ToString())).TrimEnd('=')}.{DefaultSecret}";

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Token);
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, 65_535);
        ArgumentOutOfRangeException.ThrowIfNegative(Guilds);
        ArgumentOutOfRangeException.ThrowIfNegative(UnavailableGuilds);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(UnavailableGuilds, GuildCount);
        ArgumentOutOfRangeException.ThrowIfNegative(PeoplePerGuild);
        ArgumentOutOfRangeException.ThrowIfLessThan(RecommendedShards, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrency, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(SessionStartLimit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(HeartbeatInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(HeartbeatTolerance, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReplayLimit, GuildCount + 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(UnknownRouteStatus, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(UnknownRouteStatus, 599);
        if (Host is not null && Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            throw new ArgumentException($"'{Host}' is not a host name or an IP address. Example: simulator.", nameof(Host));
        }

        if (Certificate is not null && !Tls)
        {
            throw new ArgumentException("Certificate is set, but Tls is not. Set Tls to true.", nameof(Certificate));
        }

        CheckWorld();
        if (Certificate is { HasPrivateKey: false })
        {
            throw new ArgumentException("The certificate has no private key, and a server needs it.", nameof(Certificate));
        }
    }

    private void CheckWorld()
    {
        if (World is null)
        {
            return;
        }

        try
        {
            WorldCheck.Check(World, KnownApplicationId);
        }
        catch (FormatException wrong)
        {
            throw new ArgumentException(wrong.Message, nameof(World), wrong);
        }
    }
}
