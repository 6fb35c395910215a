using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.CodeFixes;

/// <summary>SPG002: writes the name of the event that is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class EventNameFix() : HandlerFix("SPG002")
{
    protected override Change? Propose(SyntaxNode node, string text)
    {
        var name = node.FirstAncestorOrSelf<AttributeSyntax>()?.ArgumentList?.Arguments.FirstOrDefault()?.Expression;
        if (name is null || text.Length == 0)
        {
            return null;
        }

        var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(text));
        return new Change($"Change the event to '{text}'", name, literal.WithTriviaFrom(name));
    }
}
