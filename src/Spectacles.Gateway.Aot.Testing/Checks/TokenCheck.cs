namespace Spectacles.Gateway.Testing;

/// <summary>Compares tokens. The given one may have the prefix <c>Bot</c>.</summary>
/// <remarks>https://discord.com/developers/docs/reference#authentication</remarks>
internal static class TokenCheck
{
    public static bool IsAccepted(string? given, string[] tokens)
    {
        var bare = given.AsSpan().Trim();
        if (bare.StartsWith("Bot ", StringComparison.OrdinalIgnoreCase))
        {
            bare = bare[4..].TrimStart();
        }

        foreach (string token in tokens)
        {
            if (bare.SequenceEqual(token))
            {
                return true;
            }
        }

        return false;
    }
}
