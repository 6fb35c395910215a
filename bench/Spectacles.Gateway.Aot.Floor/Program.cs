using System.Globalization;
using Spectacles.Gateway.WholeProcess;

// ADDRESS EVENTS
return await FloorClient.RunAsync(new Uri(args[0]), int.Parse(args[1], CultureInfo.InvariantCulture));
