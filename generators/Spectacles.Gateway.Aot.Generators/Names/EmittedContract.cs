namespace Spectacles.Gateway.Generators;

/// <summary>
/// The contract between emitted code and the library: what the code calls, and what it promises. A change that a library of the same major
/// version could not run is a new number.
/// </summary>
internal static class EmittedContract
{
    /// <summary>The contract of what is emitted.</summary>
    public const int Number = 1;
}
