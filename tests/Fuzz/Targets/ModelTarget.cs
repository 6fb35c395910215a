using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>
/// Reads models from mutated payloads. Handlers receive the same model as JsonSerializer returns if it accepts the text. A written model is
/// read again as equal. Each value is that of System.Text.Json or a default. The allocated memory stays within the budget.
/// </summary>
internal sealed class ModelTarget : IFuzzTarget
{
    // For the memory between two checks, and for an error and its path.
    private const long BudgetSlack = 1 << 20;

    private readonly GuardedBytes guarded = new();

    public string Name => "models";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Tokens => JsonSamples.Tokens;

    public IEnumerable<byte[]> Samples => ModelInput.Samples;

    public byte[] Generate(Random random) => ModelInput.Generate(random);

    public string Run(byte[] input)
    {
        var (type, json) = ModelInput.Read(input);
        var probe = ModelProbe.All[type];
        byte[]? dispatched = probe.Dispatch(guarded.Place(json).Span, out long allocated);
        OracleException.ThrowUnless(
            allocated <= AllocationBudget.Of(json.Length) + BudgetSlack,
            $"{type} allocates {allocated} bytes for {json.Length} bytes of text.");
        var text = JsonText.Of(json);
        if (text.IsJson)
        {
            byte[]? serialized = probe.Serializer(json);
            OracleException.ThrowUnless(
                serialized is null || dispatched.AsSpan().SequenceEqual(serialized),
                $"JsonSerializer returns a model, and handlers receive {(dispatched is null ? "none" : "another one")}.");
        }

        if (dispatched is null)
        {
            return text.IsJson ? $"{type} rejected" : "not JSON";
        }

        byte[]? again = probe.Dispatch(dispatched, out _);
        OracleException.ThrowUnless(
            again is not null && again.AsSpan().SequenceEqual(dispatched), "A written model is read as another one.");
        if (text is { IsJson: true, HasDuplicates: false } && ModelDifference.Find(json, dispatched) is { } difference)
        {
            throw new OracleException($"{type}{difference}");
        }

        return $"{type}, {(text.IsJson ? "JSON" : "skipped, not validated")}, {InputSize.Of(dispatched.Length)} bytes";
    }
}
