using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Spectacles.Gateway.Cli.Serving;

/// <summary>An HTTP server of the command line. It stops when it is disposed.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private LocalServer(WebApplication application)
    {
        this.application = application;
    }

    /// <summary>The URL.</summary>
    public Uri Url => new(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts listening.</summary>
    /// <param name="address">The address to listen on.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="largestBody">The largest body of a request, in bytes.</param>
    /// <param name="serve">Answers a request.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is in use or the address does not belong to this machine.</exception>
    public static async Task<LocalServer> StartAsync(
        IPAddress address,
        int port,
        long largestBody,
        RequestDelegate serve,
        CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = largestBody;
            options.Listen(address, port);
        });
        // The command line handles signals.
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        var server = new LocalServer(builder.Build());
        try
        {
            server.application.Run(serve);
            await server.application.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.application.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await application.StopAsync();
        await application.DisposeAsync();
    }
}
