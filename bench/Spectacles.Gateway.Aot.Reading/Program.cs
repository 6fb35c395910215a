using Spectacles.Gateway.Reading;

// The same table with the JIT and with NativeAOT: BenchmarkDotNet does not run in a published executable.
PlainReading.Check();
ReadingTable.Print(rounds: args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 21);
