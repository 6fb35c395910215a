using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>The value of a node's lease: <c>incarnation phase beats</c>.</summary>
/// <param name="Incarnation">The owner's name in the groups.</param>
/// <param name="Phase">Whether the node takes groups.</param>
/// <param name="Beats">The number of writes, which makes each value differ.</param>
internal sealed record NodeEntry(string Incarnation, NodePhase Phase, long Beats)
{
    public static NodeEntry? Read(ReadOnlySpan<byte> value)
    {
        string[] words = Encoding.UTF8.GetString(value).Split(' ');
        return words.Length == 3 && long.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out long beats)
            ? new NodeEntry(words[0], ReadPhase(words[1]), beats)
            : null;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Incarnation} {Write(Phase)} {Beats}");

    /// <summary>A word of a later version says that the node is there, and nothing else.</summary>
    private static NodePhase ReadPhase(string word) => word switch
    {
        "taking" => NodePhase.Taking,
        "draining" => NodePhase.Draining,
        _ => NodePhase.Joining,
    };

    private static string Write(NodePhase phase) => phase switch
    {
        NodePhase.Taking => "taking",
        NodePhase.Draining => "draining",
        _ => "joining",
    };
}
