namespace Spectacles.Gateway.Generators;

/// <summary>What the values of a type are, which decides how they are written in C#.</summary>
internal enum ValueKind
{
    /// <summary>A value that <see cref="ScalarTypes"/> has a row for.</summary>
    Scalar,

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
