using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Says that an event does not exist, and which one may be meant.</summary>
internal static class UnknownEvent
{
    /// <param name="location">Where it is named.</param>
    /// <param name="name">The name.</param>
    /// <param name="nearest">The name that may be meant; empty when there is none.</param>
    public static DiagnosticInfo At(Location location, string name, string nearest) =>
        With(DiagnosticInfo.At(DiagnosticDescriptors.UnknownEvent, location), name, nearest);

    /// <summary>The same diagnostic with another name that may be meant.</summary>
    public static DiagnosticInfo With(DiagnosticInfo diagnostic, string name, string nearest) => diagnostic with
    {
        Arguments = new EquatableArray<string>([name, nearest.Length > 0 ? $"; did you mean '{nearest}'?" : "."]),
        Fix = nearest,
    };
}
