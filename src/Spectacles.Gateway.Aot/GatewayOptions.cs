using System.Net;
using System.Runtime.CompilerServices;
using Spectacles.Gateway.Pacing;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>How a <see cref="Gateway"/> finds its servers.</summary>
public sealed class GatewayOptions
{
    private static readonly ConditionalWeakTable<IWebProxy, HttpMessageInvoker> Dialers = [];

    /// <summary>The REST address up to and including the version. Discord's by default.</summary>
    public Uri Api { get; init; } = Gateway.DiscordApi;

    /// <summary>The number of shards; null for the number that Discord recommends.</summary>
    public int? Shards { get; init; }

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
    public HttpMessageInvoker? Http { get; init; }

    /// <summary>The proxy for HTTP requests and web sockets. Give it to <see cref="Http"/> instead where there is one.</summary>
    public IWebProxy? Proxy { get; init; }

    /// <summary>The turns to identify; by default a queue within this process.</summary>
    public IIdentifyQueue? IdentifyQueue { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What dials; null for the default. One for each proxy, as long as that lives.</summary>
    internal HttpMessageInvoker? Dialer() => Proxy is null ? Http : Dialers.GetValue(Proxy, static proxy => new HttpMessageInvoker(new SocketsHttpHandler { Proxy = proxy, ConnectTimeout = GatewayApi.Deadline }));

    internal GatewayOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Version, 1);
        if (Shards is { } shards)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(shards, 1, nameof(Shards));
        }

        if (Api.UserInfo.Length > 0 || Url is { UserInfo.Length: > 0 })
        {
            throw new ArgumentException("An address must not hold a name or a password: addresses stand in errors and logs.", nameof(Api));
        }

        if (Url is not null && (Url is not { IsAbsoluteUri: true, Scheme: "ws" or "wss" } || Url.Query.Length > 0))
        {
            throw new ArgumentException($"{Url} is no address of a web socket without a query; Discord's is wss://gateway.discord.gg. GatewayOptions.Query adds to the query.", nameof(Url));
        }

        return Proxy is null || Http is null
            ? this
            : throw new ArgumentException("Both Http and Proxy are given. Give the proxy to what Http is made of, and leave Proxy out.", nameof(Proxy));
    }
}
