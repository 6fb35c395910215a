using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Spectacles.Gateway.Cli.Serving;

namespace Spectacles.Gateway.Cli.IdentifyQueue;

/// <summary>Serves turns to identify over HTTP: <c>POST /turns/{bot}/{bucket}</c>. <c>HttpIdentifyQueue</c> is its client.</summary>
internal sealed class IdentifyService(TimeProvider time) : IAsyncDisposable
{
    private const int LongestName = 64;

    private readonly IdentifyTurns book = new(time);
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
