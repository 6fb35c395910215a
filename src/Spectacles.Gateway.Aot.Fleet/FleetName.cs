using System.Buffers;

namespace Spectacles.Gateway.Fleet;

/// <summary>The names of fleets, nodes and worker groups. Engines use them as parts of subjects, keys and file names.</summary>
internal static class FleetName
{
    /// <summary>In characters.</summary>
    public const int Longest = 32;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <exception cref="ArgumentException">The name is empty, too long, or has other characters.</exception>
    public static void ThrowIfInvalid(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (name.Length is 0 or > Longest || name.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                $"\"{name}\" is not a valid name. Use 1 to {Longest} lowercase letters, digits and hyphens.", parameter);
        }
    }
}
