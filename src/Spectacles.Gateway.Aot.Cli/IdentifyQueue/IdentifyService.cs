using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Spectacles.Gateway.Cli.Serving;

namespace Spectacles.Gateway.Cli.IdentifyQueue;

/// <summary>Serves turns to identify over HTTP: <c>POST /turns/{bot}/{bucket}</c>. <c>HttpIdentifyQueue</c> is its client.</summary>
internal sealed class IdentifyService(TimeProvider time) : IAsyncDisposable
{
    private const int LongestName = 64;

    private readonly IdentifyTurns book = new(time);
    private WebApplication? application;

    /// <summary>Starts listening.</summary>
    /// <returns>The URL.</returns>
    /// <exception cref="IOException">The port is in use or the address does not belong to this machine.</exception>
    public async Task<Uri> StartAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = 0;
            options.Listen(address, port);
        });
        // The command line handles signals.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, EmbeddedLifetime>();
        application = builder.Build();
        application.Run(ServeAsync);
        await application.StartAsync(cancellationToken);
        return new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
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
        var response = context.Response;
        if (!TryRead(context.Request.Path, out string bot, out int bucket))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return Task.CompletedTask;
        }

        if (book.TryTake(bot, bucket, out var wait))
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.ContentType = "application/json";
        response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return response.Body.WriteAsync(
            Encoding.ASCII.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $$"""{"retry_after":{{Math.Ceiling(wait.TotalMilliseconds) / 1000:0.###}}}""")),
            context.RequestAborted).AsTask();
    }

    private static bool TryRead(PathString path, out string bot, out int bucket)
    {
        (bot, bucket) = ("", 0);
        if (path.Value?.Split('/') is not ["", "turns", { Length: > 0 and <= LongestName } name, var number])
        {
            return false;
        }

        bot = name;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out bucket);
    }
}
