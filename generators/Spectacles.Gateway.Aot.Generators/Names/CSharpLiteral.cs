using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>Texts as C# literals.</summary>
internal static class CSharpLiteral
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The text of a literal, which is one line whatever the text is: for comments.</summary>
    public static string Unquoted(string text) => SymbolDisplay.FormatLiteral(text, quote: false);

    public static string Utf8(string text) => Of(text) + "u8";

    public static int Utf8Length(string text) => Encoding.UTF8.GetByteCount(text);
}
