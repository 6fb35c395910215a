using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>A place in a file, without the file's text: it may wait in a generator's cache.</summary>
internal readonly record struct TextPosition(int Start, int Length, int Line, int Column, int EndLine, int EndColumn)
{
    public static TextPosition Of(SourceText text, int start, int length)
    {
        var lines = text.Lines.GetLinePositionSpan(new TextSpan(start, length));
        return new TextPosition(start, length, lines.Start.Line, lines.Start.Character, lines.End.Line, lines.End.Character);
    }

    public static TextPosition Of(Location location)
    {
        var lines = location.GetLineSpan().Span;
        return new TextPosition(
            location.SourceSpan.Start, location.SourceSpan.Length, lines.Start.Line, lines.Start.Character, lines.End.Line,
            lines.End.Character);
    }

    public TextSpan Span => new(Start, Length);

    public LinePositionSpan Lines => new(new LinePosition(Line, Column), new LinePosition(EndLine, EndColumn));
}
