using System.Globalization;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>Reads optional arguments of the form <c>name=number</c>.</summary>
internal static class Setting
{
    /// <summary>The number of a setting; null when it is not among the arguments.</summary>
    public static int? Of(string name, IEnumerable<string> arguments) =>
        arguments.FirstOrDefault(argument => argument.StartsWith($"{name}=", StringComparison.Ordinal)) is { } found
            ? int.Parse(found.AsSpan(name.Length + 1), CultureInfo.InvariantCulture)
            : null;
}
