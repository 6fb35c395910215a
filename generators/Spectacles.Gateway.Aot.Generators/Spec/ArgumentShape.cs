namespace Spectacles.Gateway.Generators;

/// <summary>How many values a parameter receives.</summary>
internal enum ArgumentShape
{
    /// <summary>One.</summary>
    Required,

    /// <summary>One, or what the parameter is without it.</summary>
    Optional,

    /// <summary>Any number, as an ImmutableArray.</summary>
    ImmutableList,

    /// <summary>Any number, as an array.</summary>
    Array,
}
