using System.Buffers.Binary;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>Looks an event name of the wire (UTF-8) up among names written in C# (UTF-16), without allocating.</summary>
internal sealed class EventNameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static EventNameComparer Instance { get; } = new();

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    /// <summary>Length, beginning and end tell event names apart.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate) => alternate.Length < 4
        ? alternate.Length
        : HashCode.Combine(alternate.Length, BinaryPrimitives.ReadInt32LittleEndian(alternate), BinaryPrimitives.ReadInt32LittleEndian(alternate[^4..]));

    public int GetHashCode(string obj)
    {
        Span<byte> utf8 = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(obj, utf8, out int count) ? GetHashCode(utf8[..count]) : obj.Length;
    }
}
