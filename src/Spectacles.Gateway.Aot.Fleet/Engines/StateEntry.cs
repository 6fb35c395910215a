namespace Spectacles.Gateway.Fleet;

/// <summary>A value of an <see cref="IFleetState"/>.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value.</param>
/// <param name="Revision">The revision of the write; greater than 0.</param>
public sealed record StateEntry(string Key, ReadOnlyMemory<byte> Value, long Revision);
