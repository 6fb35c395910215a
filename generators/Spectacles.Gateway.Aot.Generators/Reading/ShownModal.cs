using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Spectacles.Gateway.Generators;

/// <summary>Finds whether a method answers its own interaction with a modal. What it shows for a press is another interaction's.</summary>
internal static class ShownModal
{
    public static bool IsIn(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var body = method.PartialImplementationPart ?? method;
        string[] interactions =
        [
            .. body.Parameters
                .Where(parameter => parameter.Type.ToDisplayString() == InteractionNames.Interaction)
                .Select(parameter => parameter.Name),
        ];
        return body.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellationToken))
            .SelectMany(syntax => syntax.DescendantNodes())
            .OfType<InvocationExpressionSyntax>()
            .Any(call => Receiver(call) is { } receiver
                && interactions.Contains(receiver.Identifier.ValueText)
                && !IsHidden(receiver));
    }

    /// <summary>The name on which a modal is shown; null for another call, and for what is no name.</summary>
    private static IdentifierNameSyntax? Receiver(InvocationExpressionSyntax call)
    {
        var shown = call.Expression switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: InteractionNames.ShowModal } access => access.Expression,
            MemberBindingExpressionSyntax { Name.Identifier.ValueText: InteractionNames.ShowModal } =>
                call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        while (shown is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            shown = shown is ParenthesizedExpressionSyntax inner ? inner.Expression : ((PostfixUnaryExpressionSyntax)shown).Operand;
        }

        return shown as IdentifierNameSyntax;
    }

    /// <summary>Whether the name is that of a parameter of a function inside the method.</summary>
    private static bool IsHidden(IdentifierNameSyntax name) => name.Ancestors()
        .TakeWhile(node => node is not MethodDeclarationSyntax)
        .SelectMany(node => node switch
        {
            LocalFunctionStatementSyntax function => function.ParameterList.Parameters,
            ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
            AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters,
            SimpleLambdaExpressionSyntax lambda => [lambda.Parameter],
            _ => Enumerable.Empty<ParameterSyntax>(),
        })
        .Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText);
}
