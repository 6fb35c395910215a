using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators.Tests;

internal sealed class InMemoryText(string path, string text) : AdditionalText
{
    public override string Path { get; } = path;

    /// <summary>How many times somebody has read it.</summary>
    public int Reads { get; private set; }

    public override SourceText GetText(CancellationToken cancellationToken = default)
    {
        Reads++;
        return SourceText.From(text, Encoding.UTF8);
    }
}
