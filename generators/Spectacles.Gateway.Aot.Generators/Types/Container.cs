namespace Spectacles.Gateway.Generators;

internal enum Container
{
    /// <summary>One value.</summary>
    None,

    /// <summary>A JSON array.</summary>
    List,

    /// <summary>A JSON object whose keys are snowflakes, or an enum of numbers.</summary>
    Map,
}
