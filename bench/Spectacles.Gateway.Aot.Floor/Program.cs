using System.Globalization;
using Spectacles.Gateway.WholeProcess;

// ADDRESS EVENTS [warmup=NUMBER] [wait]; no events: idle.
int events = int.Parse(args[1], CultureInfo.InvariantCulture);
using var client = new FloorClient();
await client.RunAsync(new Uri(args[0]), events, WarmUp.Events(events, args), args.Contains(EventWait.Argument));
