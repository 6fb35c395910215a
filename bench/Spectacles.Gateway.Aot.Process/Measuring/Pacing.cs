namespace Spectacles.Gateway.WholeProcess.Measuring;

/// <summary>
/// Measures events at the pace of a real bot: the floor, this library with a thread for each connection and with the pool, and another
/// library. Most of the cost is going to sleep and waking up.
/// </summary>
internal sealed class Pacing : IMeasurement
{
    private const string Floor = "floor";
    private const string Threads = "threads";
    private const string DefaultThreads = "default_threads";

    private static readonly PacedPoint Main = new("300", 3333, 1, 600);

    private static readonly PacedPoint[] Others =
    [
        new("10", 100_000, 1, 20),
        new("100", 10_000, 1, 150),
        new("1000", 1000, 1, 1500),
        new("bursts", 66_000, 20, 500),
        new("wait", 3333, 1, 500, Waits: true),
    ];

    /// <summary>At every pace. The floor is a program with the default settings of the runtime.</summary>
    private static readonly string[] Programs = [Floor, Threads, "async", DefaultThreads, "discordjs"];

    /// <summary>Only at the pace that has a goal.</summary>
    private static readonly string[] MainPrograms = [.. Programs, "default_async", "floor_small_vps"];

    public void Run(MeasuredPrograms laboratory, Figures figures)
    {
        foreach (string wire in new[] { "plain", "tls" })
        {
            Measure(laboratory, figures, Main, wire, MainPrograms, laboratory.Pairs);
            foreach (var point in Others)
            {
                Measure(laboratory, figures, point, wire, Programs, laboratory.FewPairs);
            }
        }
    }

    private static void Measure(
        MeasuredPrograms laboratory,
        Figures figures,
        PacedPoint point,
        string wire,
        string[] programs,
        int rounds)
    {
        string row = wire == "tls" ? $"paced_{point.Name}_tls" : $"paced_{point.Name}";
        using var server = laboratory.Serve(point.AllEvents, 1, point.Served(wire));
        for (int round = 0; round < rounds; round++)
        {
            // Alternately forwards and backwards, so that a drift of the machine's speed favours none.
            var costs = (round % 2 == 0 ? programs : programs.Reverse())
                .ToDictionary(program => program, program => Cost(laboratory, program, point, server.Address));
            foreach (string program in programs)
            {
                figures.Keep($"{row}_ns_{program}", costs[program]);
                if (program != Floor)
                {
                    figures.Keep(program == Threads ? $"{row}_over_floor" : $"{row}_{program}_over_floor", costs[program] / costs[Floor]);
                }
            }

            if (point == Main && wire == "plain")
            {
                // The library as it is by default, and with SpectaclesSmallVps.
                figures.Keep("paced_ns_default", costs[DefaultThreads]);
                figures.Keep("paced_ns_small_vps", costs[Threads]);
                figures.Keep("paced_small_vps_over_default", costs[Threads] / costs[DefaultThreads]);
            }
        }
    }

    private static double Cost(MeasuredPrograms laboratory, string program, PacedPoint point, string address)
    {
        string events = MeasuredPrograms.Text(point.AllEvents);
        string wait = point.Waits ? EventWait.Argument : "";
        var result = program switch
        {
            Floor => laboratory.Measure(laboratory.Floor("aot-default"), address, events, point.WarmUp, wait),
            "floor_small_vps" => laboratory.Measure(laboratory.Floor("aot"), address, events, point.WarmUp, wait),
            "discordjs" => laboratory.Measure(laboratory.Peer(program), address, events, point.WarmUp, wait),
            _ => laboratory.Measure(
                laboratory.Ours(program.StartsWith("default", StringComparison.Ordinal) ? "aot-default" : "aot"),
                "load",
                point.Waits ? "wait" : "unhandled",
                "own",
                address,
                "1",
                events,
                point.WarmUp,
                program.EndsWith("async", StringComparison.Ordinal) ? "readers=0" : ""),
        };
        return result["cpu_ns"];
    }
}
