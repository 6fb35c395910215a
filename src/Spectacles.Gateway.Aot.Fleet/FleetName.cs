using System.Buffers;

namespace Spectacles.Gateway.Fleet;

/// <summary>The names of fleets, nodes and worker groups. Engines use them as parts of subjects, keys and file names.</summary>
internal static class FleetName
{
    /// <summary>In characters.</summary>
    public const int Longest = 32;

    /// <summary>The characters of keys and addresses: those of names, and dots.</summary>
    public static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

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

    /// <exception cref="ArgumentException">The address has empty words or other characters.</exception>
    public static void ThrowIfNoAddress(string address, bool allowsPattern)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool isPattern = allowsPattern && (address == "*" || address.EndsWith(".*", StringComparison.Ordinal));
        var words = isPattern ? address.AsSpan()[..^1] : address;
        if (address.Length == 0
            || address[0] == '.'
            || address[^1] == '.'
            || address.Contains("..", StringComparison.Ordinal)
            || words.ContainsAnyExcept(KeyCharacters))
        {
            throw new ArgumentException(
                $"\"{address}\" is not a valid address. Use words of lowercase letters, digits and hyphens, separated by dots.",
                nameof(address));
        }
    }
}
