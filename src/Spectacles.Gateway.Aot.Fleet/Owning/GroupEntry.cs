using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>The value of one group in the nodes' state: <c>fence owner</c>. It is written only when the owner changes.</summary>
/// <param name="Owner">The incarnation of the node that owns the group; empty if it was released.</param>
/// <param name="Fence">The number of owners so far.</param>
internal sealed record GroupEntry(string Owner, long Fence)
{
    /// <summary>The value of a group that nobody has owned.</summary>
    public static GroupEntry New { get; } = new("", 0);

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <returns>Whether it is a valid value.</returns>
    public static bool TryRead(ReadOnlySpan<byte> value, out GroupEntry entry)
    {
        string[] words = Encoding.UTF8.GetString(value).Split(' ');
        long fence = 0;
        bool isValid = words.Length == 2 && long.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out fence);
        entry = isValid ? new GroupEntry(words[1], fence) : New;
        return isValid;
    }

    public byte[] Write() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Fence} {Owner}"));
}
