using Spectacles.Gateway.Reading;

// A table for the JIT and NativeAOT, because BenchmarkDotNet does not run in a published executable.
PlainReading.Check();
ReadingTable.Print(rounds: args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 21);
