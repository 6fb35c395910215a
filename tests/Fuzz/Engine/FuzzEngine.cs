using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Fuzz.Engine;

/// <summary>Runs a target with mutated inputs. The inputs are the same for the same seed.</summary>
internal sealed partial class FuzzEngine
{
    private const int LargestCorpus = 4096;
    private const int MostFaults = 20;

    private readonly IFuzzTarget target;
    private readonly Random random;
    private readonly Mutator mutator;
    private readonly List<byte[]> corpus;
    private readonly HashSet<string> outcomes = [];
    private readonly HashSet<string> kindsOfFaults = [];
    private readonly List<Fault> faults = [];
    private long executions;

    public FuzzEngine(IFuzzTarget target, int seed)
    {
        this.target = target;
        random = new Random(seed);
        mutator = new Mutator(random, target.Words, target.IsJson);
        corpus = [.. target.Samples];
    }

    /// <summary>Called with every input before it runs, so that an input that ends the process is known.</summary>
    public Action<byte[]> Starting { get; init; } = _ => { };

    /// <summary>Runs the samples, and then mutations until one of the limits is reached.</summary>
    public FuzzTally Run(TimeSpan length, long mostExecutions)
    {
        long began = Stopwatch.GetTimestamp();
        foreach (byte[] sample in corpus.ToArray().Take((int)Math.Min(mostExecutions, int.MaxValue)))
        {
            Execute(sample);
        }

        while (
            executions < mostExecutions
                && kindsOfFaults.Count < MostFaults && ((executions & 15) != 0 || Stopwatch.GetElapsedTime(began) < length))
        {
            byte[] input = Next();
            if (Execute(input) && corpus.Count < LargestCorpus)
            {
                corpus.Add(input);
            }
        }

        return new FuzzTally(executions, outcomes.Count, corpus.Count, Stopwatch.GetElapsedTime(began), [.. faults]);
    }

    private byte[] Next()
    {
        byte[]? made = random.Next(8) == 0 ? target.Make(random) : null;
        return made is not null && random.Next(2) == 0 ? made : mutator.Mutate(made ?? Pick(), Pick());
    }

    private byte[] Pick() => corpus.Count == 0 ? [] : corpus[random.Next(corpus.Count)];

    /// <returns>Whether the outcome is a new one.</returns>
    private bool Execute(byte[] input)
    {
        Starting(input);
        executions++;
        try
        {
            return outcomes.Add(target.Run(input));
        }
        catch (Exception exception)
        {
            if (kindsOfFaults.Add(KindOf(exception)))
            {
                faults.Add(new Fault(exception.ToString(), executions, input));
            }

            return false;
        }
    }

    // Numbers and quoted values differ from input to input.
    private static string KindOf(Exception exception) =>
        $"{exception.GetType().Name}: {Varying().Replace(exception.Message, "#")} {exception.StackTrace?.Split('\n')[0]}";

    [GeneratedRegex("""\d+|"[^"]*"|'[^']*'""")]
    private static partial Regex Varying();
}
