using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.CompilerServices;

/// <summary>A point in time in JSON. https://discord.com/developers/docs/reference#iso8601-datetime</summary>
internal static class TimestampText
{
    private const int NoNumber = 100;
    private const int LengthToSeconds = 19;
    private const int MostFractionDigits = 7;

    /// <summary>
    /// Reads the form that Discord sends, <c>"2026-11-24T10:12:00.123000+00:00"</c>, with or without a fraction. False for any other.
    /// </summary>
    /// <param name="json">The text.</param>
    /// <param name="start">The index of the opening quote.</param>
    /// <param name="timestamp">The point in time.</param>
    /// <param name="end">The index behind the closing quote.</param>
    public static bool TryRead(ReadOnlySpan<byte> json, int start, out Timestamp timestamp, out int end)
    {
        timestamp = default;
        end = start;
        if (
            json.Length - start < LengthToSeconds + 1
                || json[start] != '"' || !TryReadSeconds(json.Slice(start + 1, LengthToSeconds), out var time))
        {
            return false;
        }

        end = start + 1 + LengthToSeconds;
        if (JsonExtent.At(json, end) == '.')
        {
            int digits = DecimalDigits.Read(json, end + 1, out ulong fraction);
            if (digits is 0 or > MostFractionDigits)
            {
                return false;
            }

            for (int i = digits; i < MostFractionDigits; i++)
            {
                fraction *= 10;
            }

            time = time.AddTicks((long)fraction);
            end += 1 + digits;
        }

        var offset = "+00:00\""u8;
        if (!json[end..].StartsWith(offset))
        {
            return false;
        }

        end += offset.Length;
        timestamp = Timestamp.InUtc(time);
        return true;
    }

    /// <summary>Decodes the token at a reader: any form of ISO 8601 that System.Text.Json knows.</summary>
    public static bool TryDecode(in Utf8JsonReader token, out Timestamp timestamp)
    {
        if (token.TokenType == JsonTokenType.String)
        {
            // DateTime first: of the two it alone tells an absent offset, which DateTimeOffset takes for the machine's own.
            if (token.TryGetDateTime(out var local) && local.Kind == DateTimeKind.Unspecified)
            {
                timestamp = Timestamp.WithoutOffset(local);
                return true;
            }

            if (token.TryGetDateTimeOffset(out var instant))
            {
                timestamp = new Timestamp(instant);
                return true;
            }
        }

        timestamp = default;
        return false;
    }

    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out DateTime time)
    {
        time = default;
        int century = TwoDigits(text, 0);
        int yearOfCentury = TwoDigits(text, 2);
        int year = (century * 100) + yearOfCentury;
        int month = TwoDigits(text, 5);
        int day = TwoDigits(text, 8);
        int hour = TwoDigits(text, 11);
        int minute = TwoDigits(text, 14);
        int second = TwoDigits(text, 17);
        bool hasSeparators = text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':';
        if (!hasSeparators || century == NoNumber || yearOfCentury == NoNumber || year == 0
            || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    private static int TwoDigits(ReadOnlySpan<byte> text, int at)
    {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        return (uint)tens > 9 || (uint)ones > 9 ? NoNumber : (tens * 10) + ones;
    }
}
