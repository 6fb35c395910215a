using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>How long an answer of the API asks to wait.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit</remarks>
/// <param name="Wait">How long to wait: more than nothing, and at most <see cref="Longest"/>.</param>
/// <param name="IsCut">Whether the answer asks for longer than that.</param>
internal readonly record struct RetryDelay(TimeSpan Wait, bool IsCut)
{
    /// <summary>The greatest wait that is believed: Discord's longest limits are for a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>What the header says; null when there is none that can be read.</summary>
    /// <param name="headers">The headers of the answer.</param>
    /// <param name="now">The time, for a header that names a date.</param>
    public static RetryDelay? FromHeaders(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter?.Date is { } date)
        {
            return Of((date - now).TotalSeconds);
        }

        // Not only the standard's whole seconds: fractions have been seen, and numbers that no Int32 holds.
        return headers.NonValidated.TryGetValues("Retry-After", out var values)
            && TryParse(Encoding.UTF8.GetBytes(values.ToString()), out double seconds) ? Of(seconds) : null;
    }

    /// <summary>What the body says (<c>retry_after</c>, in seconds, with a fraction); null when it does not.</summary>
    /// <param name="body">The body, which may be anything.</param>
    public static RetryDelay? FromBody(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool found = reader.ValueTextEquals("retry_after"u8);
                reader.Read();
                if (found)
                {
                    return reader.TokenType is JsonTokenType.Number or JsonTokenType.String && TryParse(reader.ValueSpan, out double seconds) ? Of(seconds) : null;
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A page for people, or no JSON at all.
        }

        return null;
    }

    /// <summary>A wait of so many seconds, rounded up to a millisecond and at most <see cref="Longest"/>. Zero and less stand for one second.</summary>
    public static RetryDelay Of(double seconds)
    {
        bool isCut = seconds > Longest.TotalSeconds;

        // Timers count whole milliseconds, and none of them may be missing.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp(seconds, 0, Longest.TotalSeconds) * 1000));

        // "At once" would be asked again at once, for ever.
        return new RetryDelay(wait > TimeSpan.Zero ? wait : Shortest, isCut);
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out double seconds) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && !double.IsNaN(seconds);
}
