using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The token of a bot, which is validated once and never printed.</summary>
internal sealed class BotToken
{
    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private BotToken(string value) => Value = value;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string Value { get; }

    /// <summary>Parses a token with or without the prefix "Bot ".</summary>
    /// <exception cref="ArgumentException">The text is not a valid bot token. The message never contains it.</exception>
    public static BotToken Parse(string? token)
    {
        string value = token?.Trim() ?? string.Empty;
        if (value.Equals("Bot", StringComparison.OrdinalIgnoreCase) || value.StartsWith("Bot ", StringComparison.OrdinalIgnoreCase))
        {
            value = value[3..].TrimStart();
        }

        if (value.Length == 0)
        {
            throw new ArgumentException("The token is empty. "
                    + "Copy the bot token from the developer portal (Bot > Token) and pass it, for example from DISCORD_TOKEN.",
                nameof(token));
        }

        if (
            value.AsSpan().ContainsAnyExcept(Allowed)
                || value.Split('.') is not { Length: 3 } parts || Array.Exists(parts, part => part.Length == 0))
        {
            throw new ArgumentException(
                "The token is malformed: a bot token is three parts of letters, digits, '-' and '_', joined by dots. "
                    + "The client secret and the public key are not tokens; copy the one under Bot > Token.",
                nameof(token));
        }

        return new BotToken(value);
    }

    /// <summary>Returns a name for files and services that distinguishes bots and does not reveal the token.</summary>
    /// <param name="label">The purpose. It makes the name differ from hashes of the same token for other purposes.</param>
    public string HashFor(string label) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{label} {Value}")).AsSpan(0, 16));

    /// <summary>Returns whether both are tokens of the same bot: the first part is the bot's id.</summary>
    public bool IsOfSameBot(BotToken other) => Value.AsSpan(0, Value.IndexOf('.', StringComparison.Ordinal))
        .SequenceEqual(other.Value.AsSpan(0, other.Value.IndexOf('.', StringComparison.Ordinal)));

    /// <summary>Does not include the token.</summary>
    public override string ToString() => "***";
}
