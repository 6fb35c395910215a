using Fuzz.Engine;
using Fuzz.Targets;

namespace Fuzz.Tests;

/// <summary>Runs a few hundred inputs of each target, and tests the engine.</summary>
public sealed class FuzzEngineTests
{
    private const int Seed = 1;
    private const int Mutations = 400;

    public static TheoryData<string> Targets => new(TargetCatalogue.Names);

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_sample_and_no_mutation_of_one_is_a_fault(string name)
    {
        var target = TargetCatalogue.New(name);

        var result = new FuzzEngine(target, Seed).Run(TimeSpan.MaxValue, target.Samples.Count() + Mutations);

        Assert.Empty(result.Faults.Select(fault => $"{fault.Description}\ninput: {Convert.ToBase64String(fault.Input)}"));
        Assert.True(result.Outcomes > 5, $"{result.Outcomes} outcomes: the inputs do not reach the code.");
    }

    [Fact]
    public void A_seed_gives_the_same_inputs_again()
    {
        Assert.Equal(Inputs(Seed), Inputs(Seed));
        Assert.NotEqual(Inputs(Seed), Inputs(Seed + 1));
    }

    [Fact]
    public void A_planted_fault_is_found_with_the_input_that_causes_it()
    {
        var target = TargetCatalogue.New("planted-exception");

        var fault = Assert.Single(new FuzzEngine(target, Seed).Run(TimeSpan.MaxValue, 20_000).Faults);

        Assert.Contains("A planted fault.", fault.Description, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => target.Run(fault.Input));
    }

    private static int[] Inputs(int seed)
    {
        var inputs = new List<int>();
        new FuzzEngine(TargetCatalogue.New("extent"), seed)
        {
            Starting = input => inputs.Add(InputHash.Of(input)),
        }.Run(TimeSpan.MaxValue, 1000);
        return [.. inputs];
    }
}
