using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>The value of a node's lease: <c>incarnation beats</c>, or <c>incarnation beats draining</c>.</summary>
/// <param name="Incarnation">The owner's name in the groups.</param>
/// <param name="IsDraining">Whether the node takes no more groups.</param>
/// <param name="Beats">The number of writes, which makes each value differ.</param>
internal sealed record NodeEntry(string Incarnation, bool IsDraining, long Beats)
{
    public static NodeEntry? Read(ReadOnlySpan<byte> value)
    {
        string[] words = Encoding.UTF8.GetString(value).Split(' ');
        return words.Length is 2 or 3 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long beats)
            ? new NodeEntry(words[0], words.Length == 3, beats)
            : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Incarnation} {Beats}{(IsDraining ? " draining" : "")}");
}
