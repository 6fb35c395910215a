using System.Security.Cryptography;

namespace Spectacles.Gateway;

/// <summary>
/// A key that is equal for two sessions that receive the same event: a hash of its name and the bytes of its payload. The hash prevents
/// crafted collisions.
/// </summary>
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
