using System.Net;
using System.Runtime.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>
/// Sends HTTP requests and web socket upgrades, and follows no redirect. The server that answers an upgrade receives the token next, and
/// the server that answers <c>GET /gateway/bot</c> names the address that receives it. A redirect must not choose either of them.
/// docs/decisions/0017-redirects-and-addresses.md
/// </summary>
/// <param name="http">The invoker that sends. If it follows a redirect by itself, the response is rejected afterwards.</param>
internal sealed class DirectHttp(HttpMessageInvoker http) : HttpMessageHandler
{
    // Keeps no idle connection, like ClientWebSocket's own handler: upgraded connections belong to their web sockets, and the API is called
    // once.
    private static readonly Lazy<HttpMessageInvoker> Default = new(
        () => Of(new HttpMessageInvoker(NewHandler(keepsIdleConnections: false))));
    private static readonly ConditionalWeakTable<IWebProxy, HttpMessageInvoker> Proxied = [];
    private static readonly ConditionalWeakTable<HttpMessageInvoker, HttpMessageInvoker> Given = [];

    /// <summary>
    /// Returns the invoker for a gateway: the user's, or else one for the user's proxy, or else the shared default, which uses the system's
    /// proxy.
    /// </summary>
    public static HttpMessageInvoker For(HttpMessageInvoker? given, IWebProxy? proxy) =>
        given is not null ? Given.GetValue(given, Of)
        : proxy is not null ? Proxied.GetValue(proxy, static proxy =>
        {
            var handler = NewHandler(keepsIdleConnections: false);
            handler.Proxy = proxy;
            return Of(new HttpMessageInvoker(handler));
        })
        : Default.Value;

    /// <summary>Creates the handler of the library's own invokers. It stores no cookies.</summary>
    public static SocketsHttpHandler NewHandler(bool keepsIdleConnections)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = GatewayApi.Deadline };
        if (!keepsIdleConnections)
        {
            handler.PooledConnectionLifetime = TimeSpan.Zero;
        }

        return handler;
    }

    /// <summary>Creates an invoker that follows no redirect. It does not dispose the inner invoker.</summary>
    public static HttpMessageInvoker Of(HttpMessageInvoker http) => new(new DirectHttp(http));

    /// <exception cref="HttpRequestException">The response is a redirect.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri;
        var response = await SendInTimeAsync(request, cancellationToken).ConfigureAwait(false);
        var answered = response.RequestMessage?.RequestUri ?? request.RequestUri;
        string? refusal = Redirect.Is((int)response.StatusCode)
            ? Redirect.Describe((int)response.StatusCode, response.Headers.Location, asked)
            : answered is not null && asked is not null && !SameTarget(answered, asked) ? $"the request was redirected to "
                + $"{GatewayAddress.NameOf(answered)}, and redirects are not followed: set AllowAutoRedirect to false where Http is made"
            : null;
        if (refusal is null)
        {
            return response;
        }

        var status = response.StatusCode;
        response.Dispose();
        throw new HttpRequestException(refusal, null, status);
    }

    /// <summary>Sends with a time limit: the user's invoker may block its thread, or may ignore its cancellation token.</summary>
    private async Task<HttpResponseMessage> SendInTimeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sending = SendOnPoolAsync(request, cancellationToken);
        try
        {
            return await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = DisposeLateAsync(sending);
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendOnPoolAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return http is HttpClient client
            ? await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false)
            : await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private static async Task DisposeLateAsync(Task<HttpResponseMessage> sending)
    {
        await ((Task)sending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (sending.IsCompletedSuccessfully)
        {
            (await sending.ConfigureAwait(false)).Dispose();
        }
    }

    /// <summary>Compares two targets. A handler may rewrite ws to http, which is the same target.</summary>
    private static bool SameTarget(Uri one, Uri other) =>
        one.Equals(other) || (Scheme(one) == Scheme(other) && one.Authority == other.Authority && one.PathAndQuery == other.PathAndQuery);

    private static string Scheme(Uri address) => address.Scheme switch { "ws" => "http", "wss" => "https", var other => other };
}
