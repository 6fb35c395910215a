using System.Text.Json;
using Fuzz.Engine;
using Fuzz.Memory;
using Spectacles.Gateway.Tests.Events;

namespace Fuzz.Targets;

/// <summary>
/// Reads views of mutated payloads. The only exception of a property is JsonException. Its value equals that of the model if there is one.
/// </summary>
internal sealed class ViewTarget : IFuzzTarget
{
    private static readonly HashSet<string> TypesWithViews = [.. ViewComparison.Models];
    private readonly GuardedBytes guarded = new();

    public string Name => "views";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Tokens => JsonSamples.Tokens;

    public IEnumerable<byte[]> Samples => ModelInput.Samples;

    public byte[] Generate(Random random) => ModelInput.Generate(random);

    public string Run(byte[] input)
    {
        var (type, json) = ModelInput.Read(input);
        if (!TypesWithViews.Contains(type))
        {
            return $"{type} has no view";
        }

        int first = InputHash.Of(input) % 256;
        var walk = new ViewWalk(makesStrings: true);
        string outcome = "read";
        try
        {
            ViewComparison.Walk(type, guarded.Place(json).Span, first, first % 2 == 0, walk);
        }
        catch (JsonException)
        {
            outcome = "rejected";
        }

        if (JsonText.Of(json) is not { IsJson: true, HasDuplicates: false } || ModelProbe.All[type].Dispatch(json, out _) is null)
        {
            return $"{type} {outcome}, no model";
        }

        var differences = new ViewDifferences();
        ViewComparison.Compare(type, json, first, first % 2 == 0, differences);
        OracleException.ThrowUnless(differences.All.Count == 0, differences.All.FirstOrDefault() ?? "");
        OracleException.ThrowUnless(
            differences.OfModel.Paths.SetEquals(differences.OfView.Paths),
            $"{type}: only the model reports {string.Join(", ", differences.OfModel.Paths.Except(differences.OfView.Paths))}; "
                + $"only the view reports {string.Join(", ", differences.OfView.Paths.Except(differences.OfModel.Paths))}.");
        return $"{type} {outcome}, {InputSize.Of(differences.Compared)} compared";
    }
}
