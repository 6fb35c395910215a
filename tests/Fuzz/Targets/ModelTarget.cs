using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>
/// Models read from mutated payloads: handlers get the model that JsonSerializer gives where that accepts the text, and one with defaults
/// where a value does not
/// fit; what it writes is read again as the same one; every value is the one that System.Text.Json finds, or a default; and the memory
/// stays in its budget.
/// </summary>
internal sealed class ModelTarget : IFuzzTarget
{
    // Between two checks, and for an error with its path.
    private const long BudgetSlack = 1 << 20;

    private readonly GuardedBytes guarded = new();

    public string Name => "models";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Words => JsonSamples.Words;

    public IEnumerable<byte[]> Samples => ModelInput.Samples;

    public byte[] Make(Random random) => ModelInput.Make(random);

    public string Run(byte[] input)
    {
        var (type, json) = ModelInput.Read(input);
        var probe = ModelProbe.All[type];
        byte[]? dispatched = probe.Dispatch(guarded.Place(json).Span, out long allocated);
        FuzzFault.Unless(
            allocated <= AllocationBudget.Of(json.Length) + BudgetSlack,
            $"{type} takes {allocated} bytes of memory for {json.Length} bytes of text.");
        var text = JsonText.Of(json);
        if (text.IsJson)
        {
            byte[]? serialized = probe.Serializer(json);
            FuzzFault.Unless(
                serialized is null || dispatched.AsSpan().SequenceEqual(serialized),
                $"Handlers get {(dispatched is null ? "no model" : "another model")}, JsonSerializer gives one.");
        }

        if (dispatched is null)
        {
            return text.IsJson ? $"{type} refused" : "no JSON";
        }

        byte[]? again = probe.Dispatch(dispatched, out _);
        FuzzFault.Unless(again is not null && again.AsSpan().SequenceEqual(dispatched), "What a model writes is read as another one.");
        if (text is { IsJson: true, HasDuplicates: false } && ModelDifference.Find(json, dispatched) is { } difference)
        {
            throw new FuzzFault($"{type}{difference}");
        }

        return $"{type}, {(text.IsJson ? "JSON" : "skipped unread")}, {InputSize.Of(dispatched.Length)} bytes";
    }
}
