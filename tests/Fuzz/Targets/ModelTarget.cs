using Fuzz.Engine;
using Fuzz.Memory;

namespace Fuzz.Targets;

/// <summary>
/// Models read from mutated payloads: handlers and JsonSerializer get the same model, what it writes is read again as the same one, and every value is
/// the one that System.Text.Json finds, or a default.
/// </summary>
internal sealed class ModelTarget : IFuzzTarget
{
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
        byte[]? dispatched = probe.Dispatch(guarded.Place(json).Span);
        var text = JsonText.Of(json);
        if (text.IsJson)
        {
            byte[]? serialized = probe.Serializer(json);
            FuzzFault.Unless(dispatched is null == serialized is null, $"Handlers get {(dispatched is null ? "no model" : "a model")}, JsonSerializer gives {(serialized is null ? "none" : "one")}.");
            FuzzFault.Unless(dispatched is null || dispatched.AsSpan().SequenceEqual(serialized), "Handlers get another model than JsonSerializer gives.");
        }

        if (dispatched is null)
        {
            return text.IsJson ? $"{type} refused" : "no JSON";
        }

        byte[]? again = probe.Dispatch(dispatched);
        FuzzFault.Unless(again is not null && again.AsSpan().SequenceEqual(dispatched), "What a model writes is read as another one.");
        if (text is { IsJson: true, HasDuplicates: false } && ModelDifference.Find(json, dispatched) is { } difference)
        {
            throw new FuzzFault($"{type}{difference}");
        }

        return $"{type}, {(text.IsJson ? "JSON" : "skipped unread")}, {InputSize.Of(dispatched.Length)} bytes";
    }
}
