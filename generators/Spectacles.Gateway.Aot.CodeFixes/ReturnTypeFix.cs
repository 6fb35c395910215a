using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.CodeFixes;

/// <summary>SPG006: lets an <c>async void</c> method return a ValueTask.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class ReturnTypeFix() : HandlerFix("SPG006")
{
    private const string Returned = "global::System.Threading.Tasks.ValueTask";

    protected override Change? Propose(SyntaxNode node, string text) =>
        node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && method.Modifiers.Any(SyntaxKind.AsyncKeyword)
            && method.ReturnType is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } result
            ? new Change("Return 'ValueTask'", result, SyntaxFactory.ParseTypeName(Returned).WithTriviaFrom(result))
            : null;
}
