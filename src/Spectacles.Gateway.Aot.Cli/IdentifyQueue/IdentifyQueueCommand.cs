using System.CommandLine;
using System.Globalization;
using System.Net;
using Spectacles.Gateway.Cli.Arguments;

namespace Spectacles.Gateway.Cli.IdentifyQueue;

/// <summary><c>spectacles identify-queue</c>: coordinates the IDENTIFYs of a bot whose shards run on several machines.</summary>
internal static class IdentifyQueueCommand
{
    private const int DefaultPort = 4460;

    public static Command Create(TimeProvider time)
    {
        Option<int> port = new("--port")
        {
            Description = "The port; 0 selects a free port.",
            HelpName = "number",
            DefaultValueFactory = static _ => DefaultPort,
            CustomParser = static result =>
            {
                if (result.Tokens.Count == 0)
                {
                    return DefaultPort;
                }

                string text = result.Tokens[0].Value;
                if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value <= IPEndPoint.MaxPort)
                {
                    return value;
                }

                result.AddError($"--port must be between 0 and {IPEndPoint.MaxPort}, not {text}.");
                return DefaultPort;
            },
        };
        var listen = ListenOption.Create(
            "The address to listen on, such as 10.0.0.5, or 0.0.0.0 for all. "
            + "There is no authentication, and any client can delay your shards: use a private network.");
        var command = new Command(
            "identify-queue", "Serves turns to identify over HTTP to the shards of a bot on several machines.") { port, listen };
        command.SetAction((result, cancellationToken) => RunAsync(
            time, result.GetValue(
                listen)!, result.GetValue(
                    port), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    /// <returns>The exit code: 0; 1 when the service could not start.</returns>
    private static async Task<int> RunAsync(
        TimeProvider time,
        IPAddress address,
        int port,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellationToken)
    {
        await using var service = new IdentifyService(time);
        try
        {
            var url = await service.StartAsync(address, port, cancellationToken);
            await output.WriteLineAsync($"listening: {url.GetLeftPart(UriPartial.Authority)}");
            await output.FlushAsync(cancellationToken);
        }
        catch (Exception unusable) when (unusable is IOException or System.Net.Sockets.SocketException)
        {
            await errors.WriteLineAsync(
                $"spectacles identify-queue: can't listen on {address}:{port}: {unusable.InnerException?.Message ?? unusable.Message}");
            return 1;
        }

        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
}
