using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway;

/// <summary>
/// The text of a <see cref="GuildFile"/>. Each save is a part of it: a line for each guild that has changed, and a mark at the end. A line
/// begins with <c>+</c> for a guild, with <c>*</c> for a guild that was joined between two sessions, and with <c>-</c> for one that the bot
/// has left. A mark is <c>= version details sequence session whole hash</c> (or <c>more</c>), with a hash of the part up to it.
/// </summary>
internal static class GuildFileText
{
    private const string Version = "1";
    private const string Whole = "whole";
    private const string More = "more";
    private const int MarkFields = 7;

    /// <summary>Writes a part.</summary>
    public static ReadOnlyMemory<byte> Write(GuildCapture capture, string sessionId, GuildDetails details, bool isWhole)
    {
        var text = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(text);
        foreach (var guild in capture.Guilds)
        {
            text.Write(guild.IsNew ? "*"u8 : "+"u8);
            EntryWriting.Write(writer, guild);
            writer.Flush();
            writer.Reset();
            text.Write("\n"u8);
        }

        foreach (var id in capture.Left)
        {
            Append(text, $"-{id}\n");
        }

        Append(text, $"= {Version} {(int)details} {capture.Sequence} {sessionId} {(isWhole ? Whole : More)} ");
        Append(text, $"{HashOf(text.WrittenSpan)}\n");
        return text.WrittenMemory;
    }

    /// <summary>
    /// Reads the valid parts up to the first one that is not: the process ended while it wrote it, or the file is damaged.
    /// </summary>
    /// <param name="text">The text of a file.</param>
    /// <param name="stored">The session whose guilds are wanted.</param>
    /// <param name="details">What is kept of each guild.</param>
    /// <returns>The guilds; null if they are not those of the session, or lack some of its finished events.</returns>
    public static GuildCapture? Read(ReadOnlySpan<byte> text, StoredSession stored, GuildDetails details)
    {
        Dictionary<Snowflake, GuildEntry> guilds = [];
        long sequence = -1;
        while (TryCut(ref text, out var part, out string[] mark))
        {
            if (
                mark[1] != Version || mark[2] != ((int)details).ToString(CultureInfo.InvariantCulture) || mark[4] != stored.SessionId
                    || mark[5] != (sequence < 0 ? Whole : More) || !long.TryParse(mark[3], CultureInfo.InvariantCulture, out sequence))
            {
                return null;
            }

            foreach (var line in part.Split((byte)'\n'))
            {
                Apply(part[line], guilds, stored, details);
            }
        }

        return sequence < stored.Sequence ? null : new GuildCapture([.. guilds.Values], [], sequence);
    }

    private static void Apply(
        ReadOnlySpan<byte> line, Dictionary<Snowflake, GuildEntry> guilds, StoredSession stored, GuildDetails details)
    {
        if (line.IsEmpty)
        {
            return;
        }

        if (line[0] == '-')
        {
            guilds.Remove(Snowflake.Parse(Encoding.UTF8.GetString(line[1..])));
            return;
        }

        var guild = EntryReading.Read(new GuildCreate.View(line[1..]), details, stored.ShardId, stored.Intents);
        guilds[guild.Id] = guild with { IsNew = line[0] == '*' };
    }

    /// <summary>Cuts the first part off the text.</summary>
    /// <param name="text">The text; what is after the part, afterwards.</param>
    /// <param name="part">The lines of the part.</param>
    /// <param name="mark">The fields of its mark.</param>
    /// <returns>Whether there is a valid part.</returns>
    private static bool TryCut(ref ReadOnlySpan<byte> text, out ReadOnlySpan<byte> part, out string[] mark)
    {
        part = default;
        mark = [];
        int begin = text.StartsWith("= "u8) ? 0 : text.IndexOf("\n= "u8) + 1;
        int length = text[begin..].IndexOf((byte)'\n');
        if (!text[begin..].StartsWith("= "u8) || length < 0)
        {
            return false;
        }

        var line = text.Slice(begin, length);
        mark = Encoding.UTF8.GetString(line).Split(' ');
        if (mark.Length != MarkFields || mark[^1] != HashOf(text[..(begin + line.LastIndexOf((byte)' ') + 1)]))
        {
            return false;
        }

        part = text[..begin];
        text = text[(begin + length + 1)..];
        return true;
    }

    private static string HashOf(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text).AsSpan(0, 16));

    private static void Append(ArrayBufferWriter<byte> text, FormattableString line) =>
        text.Write(Encoding.UTF8.GetBytes(line.ToString(CultureInfo.InvariantCulture)));
}
