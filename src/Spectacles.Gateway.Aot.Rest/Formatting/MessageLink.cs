using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Unicode;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// The link to a message, as users copy it from Discord. It is written without an allocation where a value can be formatted, such as in
/// an interpolated string.
/// </summary>
/// <param name="GuildId">The guild; null for a direct message.</param>
/// <param name="ChannelId">The channel or thread.</param>
/// <param name="MessageId">The message.</param>
public readonly record struct MessageLink(
    Snowflake? GuildId, Snowflake ChannelId, Snowflake MessageId) : ISpanFormattable, IUtf8SpanFormattable
{
    private const string Start = "https://discord.com/channels/";
    private const string DirectMessages = "@me";

    // Where Discord's clients are: the names before the domain are those of its test versions.
    private static readonly string[] Hosts =
        ["discord.com/", "ptb.discord.com/", "canary.discord.com/", "discordapp.com/", "ptb.discordapp.com/", "canary.discordapp.com/"];

    private ulong Guild => GuildId.GetValueOrDefault().Value;

    private string WithoutGuild => Guild == 0 ? DirectMessages : "";

    /// <summary>Reads a link to a message and nothing else. A query or a fragment after it is ignored. Nothing is allocated.</summary>
    /// <param name="text">The text, without the angle brackets that hide a preview.</param>
    /// <param name="link">The link.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out MessageLink link)
    {
        link = default;
        if (!TryRemoveHost(ref text) || !text.StartsWith("channels/"))
        {
            return false;
        }

        int end = text.IndexOfAny('?', '#');
        var path = (end < 0 ? text : text[..end])["channels/".Length..];
        bool isRead = TryTakeId(ref path, out var guild, mayBeMe: true) & TryTakeId(ref path, out var channel)
            & TryTakeId(ref path, out var message) & path.IsEmpty;
        link = isRead ? new MessageLink(guild.Value == 0 ? null : guild, channel, message) : default;
        return isRead;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out MessageLink)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out MessageLink link) => TryParse(text.AsSpan(), out link);

    /// <summary>Returns the link.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Start}{WithoutGuild}{Guild:#}/{ChannelId}/{MessageId}");

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        destination.TryWrite(
            CultureInfo.InvariantCulture, $"{Start}{WithoutGuild}{Guild:#}/{ChannelId}/{MessageId}", out charsWritten);

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Utf8.TryWrite(
            utf8Destination, CultureInfo.InvariantCulture, $"{Start}{WithoutGuild}{Guild:#}/{ChannelId}/{MessageId}", out bytesWritten);

    private static bool TryRemoveHost(ref ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var address = text["https://".Length..];
        foreach (string host in Hosts)
        {
            if (address.StartsWith(host, StringComparison.OrdinalIgnoreCase))
            {
                text = address[host.Length..];
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes an id and the slash after it.</summary>
    private static bool TryTakeId(ref ReadOnlySpan<char> path, out Snowflake id, bool mayBeMe = false)
    {
        int slash = path.IndexOf('/');
        var part = slash < 0 ? path : path[..slash];
        path = slash < 0 ? default : path[(slash + 1)..];
        id = default;
        return (mayBeMe && part is DirectMessages) || (Snowflake.TryParse(part, null, out id) && id.Value != 0);
    }
}
