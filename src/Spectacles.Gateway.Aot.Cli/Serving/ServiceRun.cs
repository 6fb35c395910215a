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
        var (output, errors) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        try
        {
            var url = await start(address, port, cancellationToken);
            await output.WriteLineAsync($"listening: {url.GetLeftPart(UriPartial.Authority)}");
            await output.FlushAsync(cancellationToken);
        }
        catch (Exception unusable) when (unusable is IOException or SocketException)
        {
            await errors.WriteLineAsync(
                $"spectacles {command}: can't listen on {address}:{port}: {unusable.InnerException?.Message ?? unusable.Message}");
            return 1;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
