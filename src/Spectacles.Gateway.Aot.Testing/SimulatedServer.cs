using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// The Kestrel server. It routes web sockets to the connections, everything below <c>/api</c> to the REST calls, and serves attachments.
/// </summary>
internal sealed class SimulatedServer(GatewayState state, ConnectionRegistry connections, RestApi rest, AttachmentFiles files)
    : IAsyncDisposable
{
    /// <summary>Ten files of 10 MiB, and the rest of a form.</summary>
    private const int LargestBody = 112 << 20;

    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(2);

    private WebApplication? application;

    /// <summary>Starts listening.</summary>
    /// <returns>The port.</returns>
    public async Task<int> StartAsync(IPEndPoint endpoint, ServerCertificate? certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
            options.Listen(endpoint, listen =>
            {
                certificate?.Secure(listen);
                // After TLS: what is cut in half or bypasses the web socket is plain, and reaches the client encrypted.
                listen.Use(LinkMiddleware.Wrap);
            });
        });
        application = builder.Build();
        application.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        application.Run(ServeAsync);
        await application.StartAsync(cancellationToken);
        string address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new Uri(address).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (application is null)
        {
            return;
        }

        await application.StopAsync();
        await application.DisposeAsync();
    }

    private Task ServeAsync(HttpContext context)
    {
        if (RestPath.Split(context.Request.Path) is { } path)
        {
            return rest.ServeAsync(context, path);
        }

        if (context.Request.Path.StartsWithSegments(AttachmentFiles.Path, out var file))
        {
            return files.ServeAsync(context, file);
        }

        if (context.WebSockets.IsWebSocketRequest)
        {
            return ServeSocketAsync(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task ServeSocketAsync(HttpContext context)
    {
        bool resume = context.Request.Path.StartsWithSegments(GatewayState.ResumePath);
        if (state.IsStopping || (resume && state.Script.ResumeAddressDown))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var query = context.Request.Query;
        var request = ConnectionRequest.Read(query["v"], query["encoding"], query["compress"], resume) with
        {
            Query = context.Request.QueryString.Value?.TrimStart('?') ?? "",
        };
        // Without DangerousEnableCompression permessage-deflate is never negotiated.
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await connections.ServeAsync(socket, context.Features.Get<Link>()!, request);
    }
}
