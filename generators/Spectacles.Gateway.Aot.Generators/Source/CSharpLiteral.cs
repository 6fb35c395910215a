using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators.Source;

/// <summary>Texts as C# literals.</summary>
internal static class CSharpLiteral
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    public static string Utf8(string text) => Of(text) + "u8";

    public static int Utf8Length(string text) => Encoding.UTF8.GetByteCount(text);
}
