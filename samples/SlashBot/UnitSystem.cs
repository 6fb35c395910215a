using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary>The choices of an option: its members, with the names that users see.</summary>
internal enum UnitSystem
{
    [Choice("Grams and liters")]
    Metric,

    [Choice("Ounces and pints")]
    Imperial,
}
