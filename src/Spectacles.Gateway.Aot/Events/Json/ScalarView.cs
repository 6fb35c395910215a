using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Events;

/// <summary>A <see cref="Scalar"/> in a payload, which costs nothing.</summary>
public readonly ref struct ScalarView
{
    /// <summary>The digits of the largest number of 64 bits.</summary>
    private const int LongestId = 20;

    private readonly ViewValue value;

    internal ScalarView(ViewValue value) => this.value = value;

    /// <summary>Whether the value, or null in its place, was sent.</summary>
    public bool IsPresent => value.IsPresent;

    /// <summary>Whether a value was sent.</summary>
    public bool HasValue => value.HasValue;

    /// <summary>The form in which the value was sent.</summary>
    public ScalarKind Kind => IsText ? ScalarKind.Text : ToScalar().Kind;

    /// <summary>The string; one that is not there when the value has another form.</summary>
    public TextView AsString => IsText ? value.ReadText() : default;

    /// <summary>The whole number; <see langword="null"/> when the value has another form.</summary>
    public long? AsInt64 => IsText ? null : ToScalar().AsInt64;

    /// <summary>The number, whole or not; <see langword="null"/> when the value has another form.</summary>
    public double? AsDouble => IsText ? null : ToScalar().AsDouble;

    /// <summary>The boolean; <see langword="null"/> when the value has another form.</summary>
    public bool? AsBoolean => IsText ? null : ToScalar().AsBoolean;

    /// <summary>The id; <see langword="null"/> when the value is neither the digits of one nor a whole number.</summary>
    public Snowflake? AsSnowflake
    {
        get
        {
            if (!IsText)
            {
                return ToScalar().AsSnowflake;
            }

            Span<char> digits = stackalloc char[LongestId];
            return AsString.TryCopyTo(digits, out int length) && Snowflake.TryParse(digits[..length], null, out var id) ? id : null;
        }
    }

    private bool IsText => value.First == '"';

    /// <summary>Copies the value, so that it can be kept after the call. A string is allocated.</summary>
    public Scalar ToScalar() => value.ReadScalarModel();

    /// <summary>The value as text, which is allocated.</summary>
    public override string ToString() => ToScalar().ToString();
}
