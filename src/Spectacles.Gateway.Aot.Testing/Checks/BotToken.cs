namespace Spectacles.Gateway.Testing;

/// <summary>A bot's token, which may stand with or without the word <c>Bot</c> before it.</summary>
internal static class BotToken
{
    public static bool Equal(string? given, string expected)
    {
        ReadOnlySpan<char> bare = given.AsSpan().Trim();
        if (bare.StartsWith("Bot ", StringComparison.OrdinalIgnoreCase)) bare = bare[4..].TrimStart();
        return bare.SequenceEqual(expected);
    }
}
