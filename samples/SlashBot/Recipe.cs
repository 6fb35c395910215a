using System.Collections.Immutable;

namespace SlashBot;

/// <summary>A recipe for one person.</summary>
internal sealed record Recipe(string Title, int Minutes, ImmutableArray<string> Ingredients);
