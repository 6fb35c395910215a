using System.Security.Cryptography;

namespace Spectacles.Gateway;

/// <summary>What two sessions that get the same event have in common of it: its name and the bytes of its payload, hashed so that nobody can make two events alike.</summary>
internal readonly record struct EventKey(UInt128 Hash)
{
    public static EventKey Of(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        Span<byte> hashes = stackalloc byte[2 * SHA256.HashSizeInBytes];
        SHA256.HashData(eventName, hashes);
        SHA256.HashData(data, hashes[SHA256.HashSizeInBytes..]);
        Span<byte> both = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(hashes, both);
        return new EventKey(System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(both));
    }
}
