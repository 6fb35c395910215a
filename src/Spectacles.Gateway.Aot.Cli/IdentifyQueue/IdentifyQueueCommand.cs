using System.CommandLine;
using System.Net;
using Spectacles.Gateway.Cli.Arguments;
using Spectacles.Gateway.Cli.Serving;

namespace Spectacles.Gateway.Cli.IdentifyQueue;

/// <summary><c>spectacles identify-queue</c>: coordinates the IDENTIFYs of a bot whose shards run on several machines.</summary>
internal static class IdentifyQueueCommand
{
    private const int DefaultPort = 4460;

    public static Command Create(TimeProvider time)
    {
        var port = NumberOption.Create("--port", "The port; 0 selects a free port.", DefaultPort, 0, IPEndPoint.MaxPort);
        var listen = ListenOption.Create(
            "The address to listen on, such as 10.0.0.5, or 0.0.0.0 for all. "
            + "There is no authentication, and any client can delay your shards: use a private network.");
        var command = new Command(
            "identify-queue", "Serves turns to identify over HTTP to the shards of a bot on several machines.") { port, listen };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var service = new IdentifyService(time);
            return await ServiceRun.RunAsync(
                "identify-queue", service.StartAsync, result.GetValue(listen)!, result.GetValue(port), time, result, cancellationToken);
        });
        return command;
    }
}
