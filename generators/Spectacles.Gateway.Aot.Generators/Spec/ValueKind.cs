namespace Spectacles.Gateway.Generators.Spec;

/// <summary>How one value looks on the wire and in C#.</summary>
internal enum ValueKind
{
    Snowflake,
    String,
    Boolean,
    Int32,
    Int64,
    Double,
    Timestamp,
    Scalar,

    /// <summary>Any JSON, kept as it is.</summary>
    Json,

    /// <summary>Null when it is so, and absent when it is not.</summary>
    Marker,

    /// <summary>An object.</summary>
    Model,

    /// <summary>An object of which a field tells the type.</summary>
    Union,

    /// <summary>A string of which some values are known.</summary>
    TextEnum,

    /// <summary>A number of which some values are known.</summary>
    NumberEnum,

    /// <summary>A number whose bits have meanings.</summary>
    NumberFlags,

    /// <summary>The same with more than 53 bits, as digits in a string.</summary>
    TextFlags,
}
