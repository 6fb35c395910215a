using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Spectacles.Gateway.CodeFixes;

/// <summary>SPG003: adds a handler method for the event.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class MethodFix() : HandlerFix("SPG003")
{
    protected override Change? Propose(SyntaxNode node, string text)
    {
        if (text.Length == 0 || node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type)
        {
            return null;
        }

        var method = SyntaxFactory.ParseMemberDeclaration($"public void Handle({text})\n{{\n}}\n")!;
        return new Change("Add the method 'Handle'", type, type.AddMembers(method.WithAdditionalAnnotations(Formatter.Annotation)));
    }
}
