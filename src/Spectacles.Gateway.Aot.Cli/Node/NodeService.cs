using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Spectacles.Gateway.Cli.Fleets;
using Spectacles.Gateway.Cli.Serving;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Node;

/// <summary>Serves the state of a node over HTTP: <c>/healthz</c>, <c>/metrics</c> and <c>/status</c>.</summary>
internal sealed class NodeService(FleetNode node) : IAsyncDisposable
{
    private LocalServer? server;

    /// <summary>Starts listening.</summary>
    /// <returns>The URL.</returns>
    /// <exception cref="IOException">The port is in use or the address does not belong to this machine.</exception>
    public async Task<Uri> StartAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        server = await LocalServer.StartAsync(address, port, largestBody: 0, ServeAsync, cancellationToken);
        return server.Url;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    private Task ServeAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/healthz":
                return WriteAsync(context, "text/plain; charset=utf-8", "ok\n");
            case "/metrics":
                return WriteAsync(context, "text/plain; charset=utf-8", NodeMetrics.Describe(node.GetStatus()));
            case "/status":
                return WriteAsync(
                    context, "application/json", JsonSerializer.Serialize(node.GetStatus(), FleetJsonContext.Default.NodeStatus));
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return WriteAsync(context, "text/plain; charset=utf-8", "The node serves /healthz, /metrics and /status.\n");
        }
    }

    private static Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted).AsTask();
    }
}
