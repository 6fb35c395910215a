using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>The text that a diagnostic hands to its code fix, which runs in another assembly.</summary>
internal static class FixText
{
    private const string Key = "Fix";

    /// <summary>The properties of a diagnostic that has this text; none when it is empty.</summary>
    public static ImmutableDictionary<string, string?>? Properties(string text) =>
        text.Length == 0 ? null : ImmutableDictionary<string, string?>.Empty.Add(Key, text);
}
