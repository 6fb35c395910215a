using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>The wait that a response of the API asks for.</summary>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#exceeding-a-rate-limit</remarks>
/// <param name="Wait">How long to wait: more than zero, and at most <see cref="Longest"/>.</param>
/// <param name="IsCut">Whether the response asks for a longer wait.</param>
internal readonly record struct RetryDelay(TimeSpan Wait, bool IsCut)
{
    /// <summary>The longest wait that is accepted: Discord's longest limits last for a day.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>Reads the wait from the header; null if there is no valid one.</summary>
    /// <param name="headers">The headers of the response.</param>
    /// <param name="now">The current time, for a header that contains a date.</param>
    public static RetryDelay? FromHeaders(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter?.Date is { } date)
        {
            return Of((date - now).TotalSeconds);
        }

        // The standard has whole seconds only, but fractions occur, and numbers that do not fit in an Int32.
        return headers.NonValidated.TryGetValues("Retry-After", out var values)
            && TryParse(Encoding.UTF8.GetBytes(values.ToString()), out double seconds) ? Of(seconds) : null;
    }

    /// <summary>Reads the wait from the body (<c>retry_after</c>, in seconds, with a fraction); null if there is none.</summary>
    /// <param name="body">The body, which may be of any content.</param>
    public static RetryDelay? FromBody(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            return PropertyReader.TryFind(ref reader, "retry_after"u8)
                && reader.TokenType is JsonTokenType.Number or JsonTokenType.String
                && TryParse(reader.ValueSpan, out double seconds)
                ? Of(seconds)
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An HTML page, or not JSON.
            return null;
        }
    }

    /// <summary>
    /// Creates a wait from seconds, rounded up to a millisecond and at most <see cref="Longest"/>. Zero and less result in one second.
    /// </summary>
    public static RetryDelay Of(double seconds)
    {
        bool isCut = seconds > Longest.TotalSeconds;

        // Timers count whole milliseconds, and the wait must not be too short.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Clamp(seconds, 0, Longest.TotalSeconds) * 1000));

        // A wait of zero would repeat the request at once, endlessly.
        return new RetryDelay(wait > TimeSpan.Zero ? wait : Shortest, isCut);
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out double seconds) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && !double.IsNaN(seconds);
}
