using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>Compares names with their UTF-8 bytes.</summary>
internal sealed class Utf8NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static Utf8NameComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string obj)
    {
        return GetHashCode(Encoding.UTF8.GetBytes(obj));
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.UTF8.GetString(alternate);

    public bool Equals(ReadOnlySpan<byte> alternate, string other)
    {
        if (alternate.Length > 64 || other.Length > 64)
        {
            return string.Equals(Encoding.UTF8.GetString(alternate), other, StringComparison.Ordinal);
        }

        Span<byte> bytes = stackalloc byte[3 * 64];
        return alternate.SequenceEqual(bytes[..Encoding.UTF8.GetBytes(other, bytes)]);
    }

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = new HashCode();
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }
}
