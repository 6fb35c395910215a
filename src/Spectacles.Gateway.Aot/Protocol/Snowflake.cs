using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>A Discord id: 64 bits, the upper 42 of which are the milliseconds since the start of 2015 (UTC).</summary>
/// <param name="Value">The id as a number. On the wire it is a string.</param>
/// <remarks>https://discord.com/developers/docs/reference#snowflakes</remarks>
[JsonConverter(typeof(SnowflakeConverter))]
public readonly record struct Snowflake(
    ulong Value) : IComparable<Snowflake>, ISpanParsable<Snowflake>, ISpanFormattable, IUtf8SpanFormattable
{
    private const long EpochMilliseconds = 1420070400000;

    /// <summary>The time when the object with this id was created.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds((long)(Value >> 22) + EpochMilliseconds);

    /// <summary>Converts an id to a number.</summary>
    public static implicit operator ulong(Snowflake id) => id.Value;

    /// <summary>Converts a number to an id.</summary>
    public static implicit operator Snowflake(ulong value) => new(value);

    /// <summary>Mixes the bits so that attacker-chosen ids do not collide in hash tables.</summary>
    public override int GetHashCode() => HashCode.Combine(Value);

    /// <inheritdoc cref="Value"/>
    public ulong ToUInt64() => Value;

    /// <summary>Converts a number to an id.</summary>
    public static Snowflake FromUInt64(ulong value) => new(value);

    /// <summary>Returns whether the first id is older than the second.</summary>
    public static bool operator <(Snowflake left, Snowflake right) => left.Value < right.Value;

    /// <summary>Returns whether the first id is newer than the second.</summary>
    public static bool operator >(Snowflake left, Snowflake right) => left.Value > right.Value;

    /// <summary>Returns whether the first id is not newer than the second.</summary>
    public static bool operator <=(Snowflake left, Snowflake right) => left.Value <= right.Value;

    /// <summary>Returns whether the first id is not older than the second.</summary>
    public static bool operator >=(Snowflake left, Snowflake right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public int CompareTo(Snowflake other) => Value.CompareTo(other.Value);

    /// <summary>Parses decimal digits.</summary>
    /// <exception cref="FormatException">The text is not a 64-bit number.</exception>
    public static Snowflake Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc cref="Parse(string, IFormatProvider?)"/>
    public static Snowflake Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id)
            ? id
            : throw new FormatException("The text is not a snowflake: decimal digits of a number of 64 bits are expected.");

    /// <summary>Parses decimal digits. Returns false for any other text.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Snowflake result) =>
        TryParse(s.AsSpan(), provider, out result);

    /// <inheritdoc cref="TryParse(string?, IFormatProvider?, out Snowflake)"/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Snowflake result)
    {
        // .NET ignores NUL characters after a number.
        bool parsed = ulong.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) && s[^1] != '\0';
        result = new Snowflake(parsed ? value : 0);
        return parsed;
    }

    /// <summary>Returns the decimal digits, as on the wire.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Value.TryFormat(destination, out charsWritten, format, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public bool TryFormat(Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        Value.TryFormat(utf8Destination, out bytesWritten, format, CultureInfo.InvariantCulture);
}
