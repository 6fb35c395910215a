namespace Spectacles.Gateway.Events;

/// <summary>The form of a <see cref="Scalar"/> on the wire.</summary>
public enum ScalarKind
{
    /// <summary>A string.</summary>
    Text,

    /// <summary>A number without a fraction that fits 64 bits.</summary>
    WholeNumber,

    /// <summary>Any other number.</summary>
    Number,

    /// <summary>A boolean.</summary>
    Boolean,
}
