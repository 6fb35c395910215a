using System.Net;

namespace Spectacles.Gateway;

/// <summary>
/// The options of a <see cref="Gateway"/>: how the bot reaches the API and the gateway. All clusters of a token in one process share them.
/// </summary>
/// <remarks>
/// <see cref="ClusterOptions"/> includes these options. An option that is null takes the value that the gateway already has, or else its
/// default. An option that is set and differs from the gateway's is an error; objects such as <see cref="Http"/> and <see cref="Proxy"/>
/// must be the same ones.
/// </remarks>
public record GatewayOptions
{
    private const int DefaultMaxShards = 20_000;

    /// <summary>
    /// The REST address, up to and including the version; null for Discord's. It must not contain a user name or a password, because it
    /// appears in errors and logs. A response that is a redirect is an error, and the token is not sent to its target.
    /// </summary>
    public Uri? Api { get; init; }

    /// <summary>The number of shards; null for the number that Discord recommends.</summary>
    public int? ShardCount { get; init; }

    /// <summary>
    /// The largest number of shards that is accepted from the API; null for 20,000. A larger one, or one above
    /// <see cref="SessionStartLimit.Total"/>, throws a <see cref="GatewayException"/> instead of opening that many connections. A number
    /// that you set yourself is not limited.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#get-gateway-bot</remarks>
    public int? MaxShards { get; init; }

    /// <summary>
    /// Additional hosts where a session may be resumed; null for none. An entry that begins with a dot matches all of its subdomains. The
    /// hosts of <see cref="Api"/> and of the gateway, and hosts under the same domain, are always allowed. The token is not sent to any
    /// other host that READY names: the shard resumes at <see cref="Gateway.Url"/> and reports it.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
    public IReadOnlyCollection<string>? ResumeHosts { get; init; }

    /// <summary>
    /// The address where connections are opened and resumed, whatever the API and READY contain. Use it for a tunnel, a recorder or your
    /// own server. Null for the address from the API. The API is called in any case, for the session start limit.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The API version; null for 10, the version that the models are for.</summary>
    public int? ApiVersion { get; init; }

    /// <summary>
    /// Additional query parameters for the gateway URL, for your own server; null for none. <c>v</c>, <c>encoding</c> and <c>compress</c>
    /// are set by the library.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Query { get; init; }

    /// <summary>
    /// The invoker that sends HTTP requests and connects web sockets. It is not disposed. Null for the default, which uses the system's
    /// proxy.
    /// </summary>
    /// <remarks>
    /// Set <c>AllowAutoRedirect</c> of its handler to false. The default invoker follows no redirect. If your handler follows one, the
    /// library detects it by the address of the response and rejects the response, but by then the request has reached the other server.
    /// The same applies to a handler that changes the host of the request: use <see cref="Api"/> and <see cref="Url"/> instead. For
    /// <c>GET /gateway/bot</c>, the redirected request contains the token, unless the handler removes the Authorization header, as
    /// <c>SocketsHttpHandler</c> does.
    /// </remarks>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>
    /// The proxy for HTTP requests and web sockets; null for the system's. If <see cref="Http"/> is set, configure the proxy there instead.
    /// The proxy's address must not contain a password: use <see cref="IWebProxy.Credentials"/>.
    /// </summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>The queue for IDENTIFY; null for a queue within this process.</summary>
    public IIdentifyQueue? IdentifyQueue { get; init; }

    /// <summary>The clock; null for the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }

    internal TimeProvider Time => TimeProvider ?? TimeProvider.System;

    internal Uri ApiOrDiscords => Api ?? Gateway.DiscordApi;

    /// <summary>
    /// Returns the name of the first option that is set here and differs from those of a gateway; null if there is none. The number of
    /// shards is not compared, because it can change.
    /// </summary>
    /// <param name="gateway">The gateway's options, with defaults.</param>
    internal string? DifferenceFrom(GatewayOptions gateway) =>
        Api is not null && !IsSame(Api, gateway.Api!) ? nameof(Api)
        : Proxy is not null && Proxy != gateway.Proxy ? nameof(Proxy)
        : Http is not null && Http != gateway.Http ? nameof(Http)
        : Url is not null && Url != gateway.Url ? nameof(Url)
        : IdentifyQueue is not null && IdentifyQueue != gateway.IdentifyQueue ? nameof(IdentifyQueue)
        : MaxShards is not null && MaxShards != gateway.MaxShards ? nameof(MaxShards)
        : ApiVersion is not null && ApiVersion != gateway.ApiVersion ? nameof(ApiVersion)
        : TimeProvider is not null && TimeProvider != gateway.TimeProvider ? nameof(TimeProvider)
        : Query is not null && !IsSame(Query, gateway.Query!) ? nameof(Query)
        : ResumeHosts is not null && !new HashSet<string>(ResumeHosts, StringComparer.OrdinalIgnoreCase).SetEquals(gateway.ResumeHosts!)
            ? nameof(ResumeHosts)
        : null;

    /// <summary>
    /// Returns these options alone, without those of a derived class, and with the defaults of options that have a constant one.
    /// </summary>
    internal GatewayOptions WithDefaults() => new()
    {
        Api = ApiOrDiscords,
        ShardCount = ShardCount,
        MaxShards = MaxShards ?? DefaultMaxShards,
        ResumeHosts = ResumeHosts ?? [],
        Url = Url,
        ApiVersion = ApiVersion ?? GatewayAddress.DefaultVersion,
        Query = Query ?? new Dictionary<string, string>(),
        Http = Http,
        Proxy = Proxy,
        IdentifyQueue = IdentifyQueue,
        TimeProvider = Time,
    };

    /// <exception cref="ArgumentException">The options are of a derived class, whose own options a gateway does not use.</exception>
    internal static GatewayOptions ThrowIfDerived(GatewayOptions? options) => options is null || options.GetType() == typeof(GatewayOptions)
        ? options ?? new GatewayOptions()
        : throw new ArgumentException(
            $"A Gateway takes GatewayOptions. Pass the {options.GetType().Name} to the Cluster.", nameof(options));

    internal void ThrowIfInvalid()
    {
        if (ApiVersion is { } version)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(version, 1, nameof(ApiVersion));
        }

        if (ShardCount is { } shards)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1, nameof(ShardCount));
        }

        if (MaxShards is { } most)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(most, 1, nameof(MaxShards));
        }

        GatewayAddress.ThrowIfUserInformation(Api, nameof(Api));
        GatewayAddress.ThrowIfUserInformation(Url, nameof(Url));
        GatewayAddress.ThrowIfUserInformation((Proxy as WebProxy)?.Address, nameof(Proxy));
        if (Api is not null && Api is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException($"{Api} is not a valid HTTP URL. Example: https://discord.com/api/v10.", nameof(Api));
        }

        if (Url is not null && (Url is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" } || Url.Query.Length > 0))
        {
            throw new ArgumentException($"{Url} is not a valid web socket URL without a query. Example: wss://gateway.discord.gg. "
                + "Set query parameters with GatewayOptions.Query.", nameof(Url));
        }

        if (Proxy is not null && Http is not null)
        {
            throw new ArgumentException(
                "Both Http and Proxy are set. Configure the proxy in the handler of Http, and do not set Proxy.", nameof(Proxy));
        }
    }

    private static bool IsSame(Uri one, Uri other) => one.AbsoluteUri.TrimEnd('/') == other.AbsoluteUri.TrimEnd('/');

    private static bool IsSame(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other)
    {
        bool isSame = one.Count == other.Count;
        foreach (var (name, value) in one)
        {
            isSame = isSame && other.TryGetValue(name, out string? another) && another == value;
        }

        return isSame;
    }
}
