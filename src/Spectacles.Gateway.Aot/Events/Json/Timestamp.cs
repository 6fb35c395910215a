using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A point in time as Discord sends it: ISO 8601, nearly always with an offset. 8 bytes.</summary>
/// <remarks>
/// The instant is kept, and whether an offset was written, so that the text can be written back with the same meaning.
/// A text without an offset means UTC. https://discord.com/developers/docs/reference#iso8601-datetime
/// </remarks>
[JsonConverter(typeof(TimestampConverter))]
[SuppressMessage("Usage", "CA2225", Justification = "The constructor and Instant are the alternatives of the operators.")]
public readonly record struct Timestamp : IComparable<Timestamp>
{
    // UTC ticks; Kind is Utc where an offset was written, Unspecified where none was.
    private readonly DateTime ticks;

    private Timestamp(DateTime ticks) => this.ticks = ticks;

    /// <summary>An instant, to be written with an offset.</summary>
    public Timestamp(DateTimeOffset instant) => ticks = instant.UtcDateTime;

    /// <summary>The point in time, in UTC.</summary>
    public DateTimeOffset Instant => new(ticks.Ticks, TimeSpan.Zero);

    /// <summary>Whether the text on the wire names an offset from UTC.</summary>
    public bool HasOffset => ticks.Kind == DateTimeKind.Utc;

    /// <summary>The point in time, in UTC.</summary>
    public static implicit operator DateTimeOffset(Timestamp timestamp) => timestamp.Instant;

    /// <summary>An instant, to be written with an offset.</summary>
    public static implicit operator Timestamp(DateTimeOffset instant) => new(instant);

    /// <summary>A point in time in UTC that is written without an offset.</summary>
    /// <param name="utc">The time in UTC, whatever its kind.</param>
    internal static Timestamp WithoutOffset(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified));

    internal static Timestamp InUtc(DateTime utc) => new(utc);

    /// <summary>Whether the first point in time is earlier.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.ticks < right.ticks;

    /// <summary>Whether the first point in time is later.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.ticks > right.ticks;

    /// <summary>Whether the first point in time is not later.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.ticks <= right.ticks;

    /// <summary>Whether the first point in time is not earlier.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.ticks >= right.ticks;

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => ticks.CompareTo(other.ticks);

    /// <summary>ISO 8601, as on the wire.</summary>
    public override string ToString() =>
        HasOffset ? Instant.ToString("O", CultureInfo.InvariantCulture) : ticks.ToString("O", CultureInfo.InvariantCulture);

    internal DateTime Ticks => ticks;
}
