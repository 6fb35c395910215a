using System.Runtime.InteropServices;
using System.Text;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Records the paths of the values that did not fit.</summary>
internal sealed class RecordedFields : IFieldReports
{
    private string root = "";

    /// <summary>The paths in their order, each once.</summary>
    public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);

    /// <summary>The same with what was wrong.</summary>
    public List<string> Problems { get; } = [];

    public void Begin(ReadOnlySpan<byte> eventName) => root = Encoding.UTF8.GetString(eventName);

    public void Absent(ReadOnlySpan<byte> model, ReadOnlySpan<byte> fields, ulong absent)
    {
    }

    public void Misfit(ReadOnlySpan<byte> payload, int position, string expected)
    {
        var walk = new PathWalk();
        walk.MoveTo(payload, position);
        List<char> path = [.. root];
        walk.AppendTo(payload, path, isGeneral: false);
        string found = new(CollectionsMarshal.AsSpan(path));
        Paths.Add(found);
        Problems.Add($"{found}: {FieldMismatch.Describe(expected, JsonExtent.At(payload, position))}");
    }
}
