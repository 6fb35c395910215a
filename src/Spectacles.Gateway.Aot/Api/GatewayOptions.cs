using System.Net;

namespace Spectacles.Gateway;

/// <summary>How a <see cref="Gateway"/> finds its servers.</summary>
public sealed class GatewayOptions
{
    internal const int UsualMaxShards = 20_000;

    /// <summary>
    /// The REST address up to and including the version. Discord's by default. It holds no user name and no password: it appears in errors and logs. A server that answers with a redirect
    /// gets an error, never the token.
    /// </summary>
    public Uri Api { get; init; } = Gateway.DiscordApi;

    /// <summary>The number of shards; null for the number that Discord recommends.</summary>
    public int? Shards { get; init; }

    /// <summary>
    /// The greatest number of shards that is accepted from the API; 20,000 by default. A greater one, or one above <see cref="SessionStartLimit.Total"/>, is a <see cref="GatewayException"/>
    /// instead of that many connections. A number that you fix yourself is not limited.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#get-gateway-bot</remarks>
    public int MaxShards { get; init; } = UsualMaxShards;

    /// <summary>
    /// Further hosts at which a session may be resumed; one that begins with a dot stands for all hosts below it. Always allowed are the hosts of
    /// <see cref="Api"/> and of the gateway, and those below the same domain. A READY that names another host does not get the token: the shard
    /// resumes at <see cref="Gateway.Url"/>, and says so.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
    public IReadOnlyCollection<string> ResumeHosts { get; init; } = [];

    /// <summary>
    /// The address at which connections are opened and resumed, whatever the API and READY say: for a tunnel, a recorder or a server of your own. Null for the one that
    /// the API gives. The API is asked all the same, for the session start limit.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The version of the gateway. The models are those of version 10, which is the default.</summary>
    public int Version { get; init; } = GatewayAddress.DefaultVersion;

    /// <summary>What else stands in the query of the gateway's address, for a server of your own. <c>v</c>, <c>encoding</c> and <c>compress</c> are the shard's.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>What sends HTTP requests and dials web sockets, unless <see cref="ClusterOptions.Http"/> does. It is not disposed. Null for the default, which uses the system's proxy.</summary>
    /// <remarks>
    /// Set <c>AllowAutoRedirect</c> of its handler to false. The default follows no redirect; a handler of yours that does is noticed by the address of its answer, which is then refused, but the
    /// request has gone to the other server by then. So is the answer to a handler that writes another host into the request: use <see cref="Api"/> and <see cref="Url"/> instead. For <c>GET /gateway/bot</c> it carries the token, unless the handler removes the Authorization header, as <c>SocketsHttpHandler</c> does.
    /// </remarks>
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The proxy for HTTP requests and web sockets. Give it to <see cref="Http"/> instead where there is one. Its address holds no password: use <see cref="IWebProxy.Credentials"/>.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>The turns to identify; by default a queue within this process.</summary>
    public IIdentifyQueue? IdentifyQueue { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal GatewayOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Version, 1);
        if (Shards is { } shards)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1, nameof(Shards));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxShards, 1);
        GatewayAddress.ThrowIfUserInformation(Api, nameof(Api));
        GatewayAddress.ThrowIfUserInformation(Url, nameof(Url));
        GatewayAddress.ThrowIfUserInformation((Proxy as WebProxy)?.Address, nameof(Proxy));

        if (Url is not null && (Url is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" } || Url.Query.Length > 0))
        {
            throw new ArgumentException($"{Url} is no address of a web socket without a query; Discord's is wss://gateway.discord.gg. GatewayOptions.Query adds to the query.", nameof(Url));
        }

        return Proxy is null || Http is null
            ? this
            : throw new ArgumentException("Both Http and Proxy are given. Give the proxy to what Http is made of, and leave Proxy out.", nameof(Proxy));
    }
}
