using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// What records name a session by: equal for the same session, and of no use for resuming it, since workers and everybody who can read the
/// log see it.
/// </summary>
internal static class SessionTag
{
    public static ulong Of(string sessionId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(sessionId), hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
