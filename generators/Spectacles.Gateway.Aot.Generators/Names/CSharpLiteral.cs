using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>Texts as C# literals.</summary>
internal static class CSharpLiteral
{
    public static string Of(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The text of a literal, which is one line whatever the text is: for comments.</summary>
    public static string Unquoted(string text) => SymbolDisplay.FormatLiteral(text, quote: false);

    /// <summary>The text in UTF-8. What it cannot be written with there is reported elsewhere, and not by the compiler as well.</summary>
    public static string Utf8(string text) => Of(Repair(text)) + "u8";

    /// <summary>Whether each surrogate has its other half.</summary>
    public static bool IsUnicode(string text) => Repair(text) == text;

    public static string Repair(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    public static int Utf8Length(string text) => Encoding.UTF8.GetByteCount(text);
}
