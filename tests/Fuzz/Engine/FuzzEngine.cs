using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Fuzz.Engine;

/// <summary>Runs a target with mutated inputs. The inputs are the same for the same seed.</summary>
internal sealed partial class FuzzEngine
{
    private const int MaxCorpus = 4096;
    private const int MaxFaults = 20;

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
        mutator = new Mutator(random, target.Tokens, target.IsJson);
        corpus = [.. target.Samples];
    }

    /// <summary>Called with each input before it runs, so that an input that ends the process is recorded.</summary>
    public Action<byte[]> Starting { get; init; } = _ => { };

    /// <summary>Runs the samples, and then mutations until one of the limits is reached.</summary>
    public FuzzResult Run(TimeSpan length, long maxExecutions)
    {
        long began = Stopwatch.GetTimestamp();
        foreach (byte[] sample in corpus.ToArray().Take((int)Math.Min(maxExecutions, int.MaxValue)))
        {
            Execute(sample);
        }

        while (
            executions < maxExecutions
                && kindsOfFaults.Count < MaxFaults && ((executions & 15) != 0 || Stopwatch.GetElapsedTime(began) < length))
        {
            byte[] input = Next();
            if (Execute(input) && corpus.Count < MaxCorpus)
            {
                corpus.Add(input);
            }
        }

        return new FuzzResult(executions, outcomes.Count, corpus.Count, Stopwatch.GetElapsedTime(began), [.. faults]);
    }

    private byte[] Next()
    {
        byte[]? generated = random.Next(8) == 0 ? target.Generate(random) : null;
        return generated is not null && random.Next(2) == 0 ? generated : mutator.Mutate(generated ?? PickInput(), PickInput());
    }

    private byte[] PickInput() => corpus.Count == 0 ? [] : corpus[random.Next(corpus.Count)];

    /// <returns>Whether the outcome is new.</returns>
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

    // Faults that differ only in numbers and quoted values are of one kind.
    private static string KindOf(Exception exception) =>
        $"{exception.GetType().Name}: {VariableParts().Replace(exception.Message, "#")} {exception.StackTrace?.Split('\n')[0]}";

    [GeneratedRegex("""\d+|"[^"]*"|'[^']*'""")]
    private static partial Regex VariableParts();
}
