using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Spectacles.Gateway.Cli.Serving;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>
/// Forwards REST calls of several processes, each after its turn. <c>BotRestOptions.Api</c> is the address of the proxy with
/// <c>/api/v10</c>. <c>GET /healthz</c> and <c>GET /metrics</c> are its own.
/// </summary>
internal sealed class RestProxyService : IAsyncDisposable
{
    /// <summary>Discord's largest upload, of a guild with all boosts, and the form around it.</summary>
    /// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
    private const long LargestBody = 128L * 1024 * 1024;

    private readonly ProxyLimits limits;
    private readonly ProxyCounts counts = new();
    private readonly Forwarder forwarder;
    private LocalServer? server;

    public RestProxyService(RestProxyOptions options, TimeProvider time)
    {
        limits = new ProxyLimits(options.Limits, time);
        forwarder = new Forwarder(options, time, counts);
    }

    /// <summary>Starts listening.</summary>
    /// <returns>The URL.</returns>
    /// <exception cref="IOException">The port is in use or the address does not belong to this machine.</exception>
    public async Task<Uri> StartAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        server = await LocalServer.StartAsync(address, port, LargestBody, ServeAsync, cancellationToken);
        return server.Url;
    }

    public async ValueTask DisposeAsync()
    {
        // Ends the waits, so that the server does not wait for them.
        limits.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        forwarder.Dispose();
    }

    private Task ServeAsync(HttpContext context)
    {
        // The path as it was sent: emojis in it stay escaped.
        string target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        string path = target.Split('?', 2)[0];
        if (path == "/healthz")
        {
            return WriteAsync(context, "ok\n");
        }

        if (path == "/metrics")
        {
            return WriteAsync(context, counts.Describe(limits.Waiting, limits.InvalidRequests));
        }

        string authorization = context.Request.Headers.Authorization.ToString();
        var call = ProxiedCall.Read(context.Request.Method, path, authorization.Length > 0, limits.IsApplication);
        if (call is not { } known)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return WriteAsync(context, "The proxy serves /api, /healthz and /metrics.\n");
        }

        return ForwardAsync(context, target, known, authorization);
    }

    private async Task ForwardAsync(HttpContext context, string target, ProxiedCall call, string authorization)
    {
        if (limits.Begin(authorization) is not { } bot)
        {
            await ProxyAnswer.NotSentAsync(context, "The proxy has calls of too many different tokens.");
            return;
        }

        try
        {
            await forwarder.ForwardAsync(context, target, call, bot.Limits);
        }
        finally
        {
            limits.End(bot, isRefused: authorization.Length > 0 && context.Response.StatusCode == StatusCodes.Status401Unauthorized);
        }
    }

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).AsTask();
    }
}
