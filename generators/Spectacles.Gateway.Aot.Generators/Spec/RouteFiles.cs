namespace Spectacles.Gateway.Generators;

/// <summary>Which files a route takes.</summary>
internal enum RouteFiles
{
    /// <summary>None.</summary>
    None,

    /// <summary>Exactly one.</summary>
    One,

    /// <summary>One or none.</summary>
    OneOrNone,

    /// <summary>Any number.</summary>
    Several,
}
