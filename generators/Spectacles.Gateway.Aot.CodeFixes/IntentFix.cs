using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.CodeFixes;

/// <summary>SPG008 and SPG013: names the intent in the attribute.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
internal sealed class IntentFix() : HandlerFix("SPG008", "SPG013")
{
    private const string Property = "Intents";
    private const string Type = "GatewayIntents";

    /// <summary>A diagnostic of a read has the attribute as a further place.</summary>
    protected override Location LocationOf(Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Count > 0 ? diagnostic.AdditionalLocations[0] : diagnostic.Location;

    protected override Change? Propose(SyntaxNode node, string text)
    {
        if (text.Length == 0 || node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } arguments } attribute)
        {
            return null;
        }

        // The intents are in the namespace of the attribute, and are visible as it is.
        string type = attribute.Name is QualifiedNameSyntax qualified ? $"{qualified.Left}.{Type}" : Type;
        string sum = string.Join(" | ", text.Split([", "], StringSplitOptions.None).Select(intent => $"{type}.{intent}"));
        var named = arguments.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == Property);
        string title = $"Name the intent {text} in the attribute";
        if (named is not null)
        {
            var more = SyntaxFactory.ParseExpression($"{named.Expression} | {sum}");
            return new Change(title, named.Expression, more.WithTriviaFrom(named.Expression));
        }

        var added = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(sum))
            .WithNameEquals(SyntaxFactory.NameEquals(Property).NormalizeWhitespace().WithTrailingTrivia(SyntaxFactory.Space));
        return new Change(title, arguments, arguments.AddArguments(added.WithLeadingTrivia(SyntaxFactory.Space)));
    }
}
