using System.CommandLine;
using System.CommandLine.Invocation;
using Spectacles.Gateway;
using Spectacles.Gateway.Cli.IdentifyQueue;
using Spectacles.Gateway.Cli.Simulate;

var root = new RootCommand("Tools around the Discord gateway.") { SimulateCommand.Create(TimeProvider.System), IdentifyQueueCommand.Create(TimeProvider.System) };
ParseResult command = root.Parse(args);
// The error says what is wrong; pages of help below it would hide that.
if (command.Action is ParseErrorAction error) error.ShowHelp = false;
using var signals = new StopSignals();
// The command line's own handling of signals is off: with its version 2.0.15 a SIGINT ended the process at once, without the closing line.
return await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Token);
