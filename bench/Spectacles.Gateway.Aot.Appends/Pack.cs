namespace Spectacles.Gateway.Appends;

/// <summary>Bytes in two parts, as the head and the events of a pack are, for a serializer of our own.</summary>
internal readonly record struct Pack(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Events);
