using System.Globalization;
using Fuzz;
using Fuzz.Memory;
using Fuzz.Runs;
using Fuzz.Targets;

GuardedNativeMemory.Install();
switch (args)
{
    case ["worker", var target, var seed, var milliseconds, var artifacts]:
        return Worker.Run(
            TargetCatalogue.New(target),
            int.Parse(seed, CultureInfo.InvariantCulture),
            TimeSpan.FromMilliseconds(long.Parse(milliseconds, CultureInfo.InvariantCulture)),
            artifacts);
    case ["afl", var target]:
        AflTarget.Run(TargetCatalogue.New(target));
        return 0;
    case ["samples", var target, var folder]:
        AflTarget.WriteSamples(TargetCatalogue.New(target), folder);
        return 0;
}

if (!FuzzOptions.TryParse(args, out var options))
{
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

return options.Replay is { } file
    ? Worker.Replay(TargetCatalogue.New(options.Targets[0]), file)
    : await new FuzzRun(options).RunAsync();
