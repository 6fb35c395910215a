using System.Collections.Immutable;

namespace SlashBot;

/// <summary>A recipe for one person.</summary>
internal sealed record Recipe(string Title, int Minutes, ImmutableArray<string> Ingredients)
{
    /// <summary>Discord shows titles as suggestions, which have at most 100 characters.</summary>
    public const int LongestTitle = 80;
}
