namespace Spectacles.Gateway.Appends;

/// <summary>A payload in two parts, like the head and the events of a pack, for a custom serializer.</summary>
internal readonly record struct Pack(ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Events);
