using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.CodeFixes;

/// <summary>SPG005 and SPG007: passes a parameter by value, and gives it the model or the view of the event.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class ParameterFix() : HandlerFix("SPG005", "SPG007")
{
    protected override Change? Propose(SyntaxNode node, string text)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type } parameter)
        {
            return null;
        }

        if (text.Length > 0)
        {
            string shown = text.Substring(text.LastIndexOf("Events.", StringComparison.Ordinal) + "Events.".Length);
            return new Change($"Take '{shown}'", type, SyntaxFactory.ParseTypeName(text).WithTriviaFrom(type));
        }

        return parameter.Modifiers.Count == 0
            ? null
            : new Change(
                $"Take '{parameter.Identifier.ValueText}' by value",
                parameter,
                parameter.WithModifiers(default).WithTriviaFrom(parameter));
    }
}
