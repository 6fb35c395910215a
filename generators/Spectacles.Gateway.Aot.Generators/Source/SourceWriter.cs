using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>Collects lines of C# at the right depth. Lines end with <c>\n</c> on every system.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;
    private static readonly UTF8Encoding WithoutMark = new(encoderShouldEmitUTF8Identifier: false);
    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes the lines of a raw string, each at the present depth.</summary>
    public void Write(string lines)
    {
        foreach (string line in lines.Split('\n'))
        {
            string content = line.TrimEnd('\r');
            if (content.Length > 0)
            {
                text.Append(' ', depth * IndentSize).Append(content);
            }

            text.Append('\n');
        }
    }

    public void Blank() => text.Append('\n');

    /// <summary>Opens a block after a head; disposing it closes the block.</summary>
    public Block Open(string head)
    {
        Write(head);
        Write("{");
        depth++;
        return new Block(this);
    }

    public SourceText ToSourceText() => SourceText.From(text.ToString(), WithoutMark);

    internal readonly struct Block(SourceWriter writer) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            writer.Write("}");
        }
    }
}
