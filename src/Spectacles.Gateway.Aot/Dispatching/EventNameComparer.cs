using System.Buffers.Binary;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>A comparer that looks up an event name from the wire (UTF-8) among names in C# (UTF-16), without allocating.</summary>
internal sealed class EventNameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static EventNameComparer Instance { get; } = new();

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    /// <summary>Hashes the length, the beginning and the end, which are enough to distinguish event names.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate) => alternate.Length < 4
        ? alternate.Length
        : HashCode.Combine(
            alternate.Length, BinaryPrimitives.ReadInt32LittleEndian(alternate), BinaryPrimitives.ReadInt32LittleEndian(alternate[^4..]));

    public int GetHashCode(string obj)
    {
        Span<byte> utf8 = stackalloc byte[256];
        return Encoding.UTF8.TryGetBytes(obj, utf8, out int count) ? GetHashCode(utf8[..count]) : obj.Length;
    }
}
