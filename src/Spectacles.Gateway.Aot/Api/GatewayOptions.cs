using System.Net;

namespace Spectacles.Gateway;

/// <summary>The options of a <see cref="Gateway"/>.</summary>
public sealed class GatewayOptions
{
    internal const int UsualMaxShards = 20_000;

    /// <summary>
    /// The REST address, up to and including the version. Discord's by default. It must not contain a user name or a password, because it
    /// appears in errors and logs. A response that is a redirect is an error, and the token is not sent to its target.
    /// </summary>
    public Uri Api { get; init; } = Gateway.DiscordApi;

    /// <summary>The number of shards; null for the number that Discord recommends.</summary>
    public int? Shards { get; init; }

    /// <summary>
    /// The largest number of shards that is accepted from the API; 20,000 by default. A larger one, or one above
    /// <see cref="SessionStartLimit.Total"/>, throws a <see cref="GatewayException"/> instead of opening that many connections. A number
    /// that you set yourself is not limited.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#get-gateway-bot</remarks>
    public int MaxShards { get; init; } = UsualMaxShards;

    /// <summary>
    /// Additional hosts where a session may be resumed. An entry that begins with a dot matches all of its subdomains. The hosts of
    /// <see cref="Api"/> and of the gateway, and hosts under the same domain, are always allowed. The token is not sent to any other host
    /// that READY names: the shard resumes at <see cref="Gateway.Url"/> and reports it.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
    public IReadOnlyCollection<string> ResumeHosts { get; init; } = [];

    /// <summary>
    /// The address where connections are opened and resumed, whatever the API and READY contain. Use it for a tunnel, a recorder or your
    /// own server. Null for the address from the API. The API is called in any case, for the session start limit.
    /// </summary>
    public Uri? Url { get; init; }

    /// <summary>The version of the gateway. The models are for version 10, which is the default.</summary>
    public int Version { get; init; } = GatewayAddress.DefaultVersion;

    /// <summary>
    /// Additional query parameters for the gateway URL, for your own server. <c>v</c>, <c>encoding</c> and <c>compress</c> are set by the
    /// library.
    /// </summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The invoker that sends HTTP requests and connects web sockets, unless <see cref="ClusterOptions.Http"/> is set. It is not disposed.
    /// Null for the default, which uses the system's proxy.
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
    /// The proxy for HTTP requests and web sockets. If <see cref="Http"/> is set, configure the proxy there instead. The proxy's address
    /// must not contain a password: use <see cref="IWebProxy.Credentials"/>.
    /// </summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>The queue for IDENTIFY; by default a queue within this process.</summary>
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
            throw new ArgumentException($"{Url} is no address of a web socket without a query; Discord's is wss://gateway.discord.gg. "
                + "GatewayOptions.Query adds to the query.", nameof(Url));
        }

        return Proxy is null || Http is null
            ? this
            : throw new ArgumentException(
                "Both Http and Proxy are given. Give the proxy to what Http is made of, and leave Proxy out.", nameof(Proxy));
    }
}
