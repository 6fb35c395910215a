using System.Buffers;

namespace Spectacles.Gateway.Fleet;

/// <summary>The names of fleets, nodes and worker groups. Engines use them as parts of subjects, keys and file names.</summary>
internal static class FleetName
{
    /// <summary>In characters.</summary>
    public const int Longest = 32;

    /// <summary>The length of keys and addresses, in characters.</summary>
    private const int LongestKey = 512;

    /// <summary>The characters of keys and addresses: those of names, and dots.</summary>
    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>What a name consists of.</summary>
    public static string Rule { get; } = $"1 to {Longest} lowercase letters, digits and hyphens";

    public static bool IsValid(string name) => name.Length is > 0 and <= Longest && !name.AsSpan().ContainsAnyExcept(Allowed);

    /// <exception cref="ArgumentException">The name is empty, too long, or has other characters.</exception>
    public static void ThrowIfInvalid(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (!IsValid(name))
        {
            throw new ArgumentException($"\"{name}\" is not a valid name. Use {Rule}.", parameter);
        }
    }

    /// <exception cref="ArgumentException">The key has empty words or other characters.</exception>
    public static void ThrowIfNoKey(string key, string parameter)
    {
        ArgumentNullException.ThrowIfNull(key, parameter);
        if (!AreWords(key))
        {
            throw new ArgumentException($"\"{key}\" is not a valid key. Use lowercase letters, digits, hyphens and dots.", parameter);
        }
    }

    /// <exception cref="ArgumentException">No key begins with these words and a dot. Every key begins with the empty prefix.</exception>
    public static void ThrowIfNoPrefix(string prefix, string parameter)
    {
        ArgumentNullException.ThrowIfNull(prefix, parameter);
        if (prefix.Length > 0 && (prefix[^1] != '.' || !AreWords($"{prefix}a")))
        {
            throw new ArgumentException($"\"{prefix}\" is not the beginning of keys: it has whole words, and ends with a dot.", parameter);
        }
    }

    /// <exception cref="ArgumentException">The address has empty words or other characters.</exception>
    public static void ThrowIfNoAddress(string address, bool allowsPattern)
    {
        ArgumentNullException.ThrowIfNull(address);
        bool isPattern = allowsPattern && (address == "*" || address.EndsWith(".*", StringComparison.Ordinal));
        string example = isPattern ? $"{address[..^1]}a" : address;
        if (!AreWords(example))
        {
            throw new ArgumentException(
                $"\"{address}\" is not a valid address. Use words of lowercase letters, digits and hyphens, separated by dots.",
                nameof(address));
        }
    }

    private static bool AreWords(string text) => text.Length is > 0 and <= LongestKey
        && text[0] != '.'
        && text[^1] != '.'
        && !text.Contains("..", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAnyExcept(KeyCharacters);
}
