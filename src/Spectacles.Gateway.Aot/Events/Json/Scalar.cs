using System.Globalization;
using System.Text.Json.Serialization;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>
/// A field that Discord sends as a string, a number or a boolean, such as the value of a command option. It keeps its form.
/// </summary>
[JsonConverter(typeof(ScalarConverter))]
public readonly record struct Scalar
{
    private readonly string? text;
    private readonly long bits;
    private readonly bool isLarge;

    private Scalar(ScalarKind kind, string? text, long bits)
    {
        Kind = kind;
        this.text = text;
        this.bits = bits;
    }

    /// <summary>A string.</summary>
    public Scalar(string value) : this(ScalarKind.Text, value, 0)
    {
    }

    /// <summary>A whole number.</summary>
    public Scalar(long value) : this(ScalarKind.WholeNumber, null, value)
    {
    }

    /// <summary>A whole number that may be greater than a <see cref="long"/> can be.</summary>
    public Scalar(ulong value) : this(ScalarKind.WholeNumber, null, unchecked((long)value)) => isLarge = value > long.MaxValue;

    /// <summary>A number.</summary>
    public Scalar(double value) : this(ScalarKind.Number, null, BitConverter.DoubleToInt64Bits(value))
    {
    }

    /// <summary>A boolean.</summary>
    public Scalar(bool value) : this(ScalarKind.Boolean, null, value ? 1 : 0)
    {
    }

    /// <summary>The form in which the value was sent.</summary>
    public ScalarKind Kind { get; }

    /// <summary>The string; <see langword="null"/> when the value has another form.</summary>
    public string? AsString => text;

    /// <summary>
    /// The whole number; <see langword="null"/> when the value has another form, or is too great: see <see cref="AsUInt64"/>.
    /// </summary>
    public long? AsInt64 => Kind == ScalarKind.WholeNumber && !isLarge ? bits : null;

    /// <summary>The whole number that is not negative; <see langword="null"/> when the value has another form, or a sign.</summary>
    public ulong? AsUInt64 => Kind == ScalarKind.WholeNumber && (isLarge || bits >= 0) ? unchecked((ulong)bits) : null;

    /// <summary>The number, whole or not; <see langword="null"/> when the value has another form.</summary>
    public double? AsDouble => Kind switch
    {
        ScalarKind.WholeNumber => isLarge ? unchecked((ulong)bits) : bits,
        ScalarKind.Number => BitConverter.Int64BitsToDouble(bits),
        _ => null,
    };

    /// <summary>The boolean; <see langword="null"/> when the value has another form.</summary>
    public bool? AsBoolean => Kind == ScalarKind.Boolean ? bits != 0 : null;

    /// <summary>The id; <see langword="null"/> when the value is neither the digits of one nor a whole number.</summary>
    public Snowflake? AsSnowflake => text is not null
        ? Snowflake.TryParse(text, null, out var id) ? id : null
        : AsUInt64 is { } number ? new Snowflake(number) : null;

    /// <summary>The value as text.</summary>
    public override string ToString() => Kind switch
    {
        ScalarKind.WholeNumber when isLarge => unchecked((ulong)bits).ToString(CultureInfo.InvariantCulture),
        ScalarKind.WholeNumber => bits.ToString(CultureInfo.InvariantCulture),
        ScalarKind.Number => BitConverter.Int64BitsToDouble(bits).ToString(CultureInfo.InvariantCulture),
        ScalarKind.Boolean => bits != 0 ? "true" : "false",
        _ => text ?? "",
    };
}
