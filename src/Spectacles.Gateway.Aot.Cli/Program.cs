using System.CommandLine;
using System.CommandLine.Invocation;
using Spectacles.Gateway;
using Spectacles.Gateway.Cli.DeadLetters;
using Spectacles.Gateway.Cli.Fleets;
using Spectacles.Gateway.Cli.IdentifyQueue;
using Spectacles.Gateway.Cli.Node;
using Spectacles.Gateway.Cli.RestProxy;
using Spectacles.Gateway.Cli.Simulate;
using Spectacles.Gateway.Cli.Status;

var engines = new EngineFactory(TimeProvider.System);
var root = new RootCommand("Tools for the Discord gateway.")
{
    SimulateCommand.Create(TimeProvider.System),
    NodeCommand.Create(engines, TimeProvider.System),
    FleetCommand.Create(engines, TimeProvider.System),
    DeadCommand.Create(engines, TimeProvider.System),
    IdentifyQueueCommand.Create(TimeProvider.System),
    RestProxyCommand.Create(TimeProvider.System),
};
var command = root.Parse(args);
// Only the error: the help text would push it off the screen.
if (command.Action is ParseErrorAction error)
{
    error.ShowHelp = false;
}

using var signals = new StopSignals();
// System.CommandLine's own signal handling is off: in version 2.0.15 a SIGINT ended the process at once, without the closing line.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Token);
