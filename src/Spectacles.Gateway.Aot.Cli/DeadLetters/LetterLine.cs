using System.Globalization;
using System.Text.Json;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.DeadLetters;

/// <summary>A dead letter as a line of a list.</summary>
internal static class LetterLine
{
    public static string Heading { get; } = Line("id", "event", "shard", "guild", "age", "reason");

    public static string Describe(DeadLetter letter, DateTimeOffset now)
    {
        FleetEvents.TryRead(letter.Record.Span, out var events);
        var first = events.Count > 0 ? events[0] : null;
        return Line(
            letter.Id.ToString(CultureInfo.InvariantCulture),
            Printable(letter.EventName),
            first?.ShardId.ToString(CultureInfo.InvariantCulture) ?? "?",
            first is null ? "?" : GuildOf(first.Data.Span) ?? "-",
            AgeOf(now - letter.BuriedAt),
            Printable(letter.Reason));
    }

    private static string Line(string id, string name, string shard, string guild, string age, string reason) =>
        $"{id,8}  {name,-28}  {shard,6}  {guild,-19}  {age,-9}  {reason}";

    /// <summary>Names and reasons come from the broker, which others may write to.</summary>
    private static string Printable(string text) => string.Concat(text.Select(static one => char.IsControl(one) ? '?' : one));

    private static string AgeOf(TimeSpan age) =>
        age.TotalDays >= 1 ? $"{(int)age.TotalDays}d {age.Hours:00}h"
        : age.TotalHours >= 1 ? $"{(int)age.TotalHours}h {age.Minutes:00}m"
        : age.TotalMinutes >= 1 ? $"{(int)age.TotalMinutes}m {age.Seconds:00}s"
        : $"{(int)Math.Max(age.TotalSeconds, 0)}s";

    /// <summary>The field <c>guild_id</c> of a payload; null if it has none.</summary>
    private static string? GuildOf(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isGuild = reader.ValueTextEquals("guild_id"u8);
                reader.Read();
                if (isGuild && reader.TokenType == JsonTokenType.String)
                {
                    return Printable(reader.GetString()!);
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The payload is not JSON; it was sent like this.
        }

        return null;
    }
}
