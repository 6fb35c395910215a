using System.CommandLine;
using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Cli.Serving;

/// <summary>Runs a service of the command line until it is stopped.</summary>
internal static class ServiceRun
{
    /// <param name="command">The command, for messages.</param>
    /// <param name="start">Starts the service, and returns its URL.</param>
    /// <param name="address">The address to listen on.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="time">The clock.</param>
    /// <param name="result">The parsed command line, which has the output.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The exit code: 0; 1 when the service could not start.</returns>
    public static async Task<int> RunAsync(
        string command,
        Func<IPAddress, int, CancellationToken, Task<Uri>> start,
        IPAddress address,
        int port,
        TimeProvider time,
        ParseResult result,
        CancellationToken cancellationToken)
    {
        if (await TryStartAsync(command, start, address, port, result, cancellationToken) is not { } url)
        {
            return 1;
        }

        var output = result.InvocationConfiguration.Output;
        await output.WriteLineAsync(Listening(url));
        await output.FlushAsync(cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    /// <summary>Starts a service. An error is one line on standard error.</summary>
    /// <inheritdoc cref="RunAsync"/>
    /// <returns>The URL; null if the port or the address can't be used.</returns>
    public static async Task<Uri?> TryStartAsync(
        string command,
        Func<IPAddress, int, CancellationToken, Task<Uri>> start,
        IPAddress address,
        int port,
        ParseResult result,
        CancellationToken cancellationToken)
    {
        try
        {
            return await start(address, port, cancellationToken);
        }
        catch (Exception unusable) when (unusable is IOException or SocketException)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync(
                $"spectacles {command}: can't listen on {address}:{port}: {unusable.InnerException?.Message ?? unusable.Message}");
            return null;
        }
    }

    /// <summary>The line that says where a service listens.</summary>
    public static string Listening(Uri url) => $"listening: {url.GetLeftPart(UriPartial.Authority)}";
}
