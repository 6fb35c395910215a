namespace Spectacles.Gateway.Fleet;

/// <summary>A value of an <see cref="IFleetState"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Revision">The revision of the write; greater than 0.</param>
public sealed record StateEntry(string Key, ReadOnlyMemory<byte> Value, long Revision)
{
    /// <summary>
    /// How long before it was read the value was written, by the clocks of the broker and of this machine; null if the engine does not
    /// know. It is for people to look at: clocks differ, so no decision may depend on it.
    /// </summary>
    public TimeSpan? Age { get; init; }
}
