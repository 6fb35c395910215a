namespace Spectacles.Gateway.Testing;

/// <summary>Compares tokens. The given one may have the prefix <c>Bot</c>.</summary>
internal static class TokenCheck
{
    public static bool Equal(string? given, string expected)
    {
        var bare = given.AsSpan().Trim();
        if (bare.StartsWith("Bot ", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[4..].TrimStart();
        }

        return bare.SequenceEqual(expected);
    }
}
