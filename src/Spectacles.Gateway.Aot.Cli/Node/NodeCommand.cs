using System.CommandLine;
using System.Net;
using Spectacles.Gateway.Cli.Arguments;
using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Cli.Fleets;

namespace Spectacles.Gateway.Cli.Node;

/// <summary><c>spectacles gateway</c>: a node of a fleet, without a program of one's own.</summary>
internal static class NodeCommand
{
    private const int DefaultPort = 4462;

    public static Command Create(EngineFactory engines, TimeProvider time)
    {
        var config = ConfigOption.Create();
        var name = NameOption.Create(
            "--name", "The node's name in the fleet; by default that of the configuration, or else the machine's.");
        var port = NumberOption.Create(
            "--port", "The port of /healthz, /metrics and /status; 0 selects a free port.", DefaultPort, 0, IPEndPoint.MaxPort);
        var listen = ListenOption.Create(
            "The address of /healthz, /metrics and /status, such as 10.0.0.5, or 0.0.0.0 for all. There is no authentication.");
        var command = new Command(
            "gateway", "Runs a node of a fleet: it has connections to Discord, and appends their events to a broker's log.")
        {
            config, name, port, listen,
        };
        command.SetAction((result, cancellationToken) => FleetExit.RunAsync(
            command.Name,
            result,
            () =>
            {
                var run = new NodeRun(engines, time, result)
                {
                    Configuration = FleetConfigurationFile.Read(result.GetValue(config)!),
                    File = result.GetValue(config)!,
                    Name = result.GetValue(name),
                    Address = result.GetValue(listen)!,
                    Port = result.GetValue(port),
                };
                return run.RunAsync(cancellationToken);
            }));
        return command;
    }
}
