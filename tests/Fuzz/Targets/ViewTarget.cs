using System.Text.Json;
using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway.Tests.Events;

namespace Fuzz.Targets;

/// <summary>
/// Views over mutated payloads: every property throws nothing but JsonException, and is what the model says where there is one.
/// </summary>
internal sealed class ViewTarget : IFuzzTarget
{
    private static readonly HashSet<string> Viewed = [.. ViewComparison.Models];
    private readonly GuardedBytes guarded = new();

    public string Name => "views";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Words => JsonSamples.Words;

    public IEnumerable<byte[]> Samples => ModelInput.Samples;

    public byte[] Make(Random random) => ModelInput.Make(random);

    public string Run(byte[] input)
    {
        var (type, json) = ModelInput.Read(input);
        if (!Viewed.Contains(type))
        {
            return $"{type} has no view";
        }

        int first = InputHash.Of(input) % 256;
        var walk = new ViewWalk(makesStrings: true);
        string outcome = "walked";
        try
        {
            ViewComparison.Walk(type, guarded.Place(json).Span, first, first % 2 == 0, walk);
        }
        catch (JsonException)
        {
            outcome = "refused";
        }

        if (JsonText.Of(json) is not { IsJson: true, HasDuplicates: false } || ModelProbe.All[type].Dispatch(json, out _) is null)
        {
            return $"{type} {outcome}, no model";
        }

        var differences = new ViewDifferences();
        ViewComparison.Compare(type, json, first, first % 2 == 0, differences);
        FuzzFault.Unless(differences.All.Count == 0, differences.All.FirstOrDefault() ?? "");
        FuzzFault.Unless(
            differences.OfModel.Paths.SetEquals(differences.OfView.Paths),
            $"{type}: only the model reports {string.Join(", ", differences.OfModel.Paths.Except(differences.OfView.Paths))}; "
                + $"only the view reports {string.Join(", ", differences.OfView.Paths.Except(differences.OfModel.Paths))}.");
        return $"{type} {outcome}, {InputSize.Of(differences.Compared)} compared";
    }
}
