using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Spectacles.Gateway.Generators;

/// <summary>The first read of a field that only MESSAGE_CONTENT fills, in a handler class that does not name this intent.</summary>
internal sealed class ContentReads
{
    private const string Message = $"{KnownNames.Events}.Message";
    private const string Intent = "MessageContent";
    private static readonly HashSet<string> Fields =
        new(["Content", "Embeds", "Attachments", "Components", "Poll"], StringComparer.Ordinal);

    private readonly HandlerClass handler;
    private readonly Location attribute;
    private readonly object gate = new();
    private IPropertyReferenceOperation? first;

    private ContentReads(HandlerClass handler, Location attribute) => (this.handler, this.attribute) = (handler, attribute);

    /// <summary>Begins for a class that receives messages of guilds without their content. Null for any other.</summary>
    public static ContentReads? Begin(HandlerClass handler, IntentTable intents, CancellationToken cancellationToken)
    {
        AttributeData[] ofMessages = [.. handler.Events.Where(IsMessageEvent)];
        long named = ofMessages.Aggregate(0L, (all, attribute) => all | IntentsOf(attribute));
        bool isContentNamed = (named & intents.ValueOf(["MESSAGE_CONTENT"])) != 0;

        // Direct messages have their content.
        long messages = intents.ValueOf(["GUILD_MESSAGES", "DIRECT_MESSAGES"]);
        bool isDirectOnly = ofMessages.All(
            attribute => (IntentsOf(attribute) & messages) == intents.ValueOf(["DIRECT_MESSAGES"]));
        return ofMessages.Length == 0 || isContentNamed || isDirectOnly
            ? null
            : new ContentReads(
                handler, ofMessages[0].ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? Location.None);
    }

    public void Look(OperationAnalysisContext context)
    {
        var read = (IPropertyReferenceOperation)context.Operation;
        if (Fields.Contains(read.Property.Name) && IsMessage(read.Property.ContainingType) && IsOfEvent(read, context.ContainingSymbol))
        {
            lock (gate)
            {
                first = first is null || read.Syntax.SpanStart < first.Syntax.SpanStart ? read : first;
            }
        }
    }

    public void Report(SymbolAnalysisContext context)
    {
        if (first is not null && !IsRequested(context.Compilation, context.CancellationToken))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(
                    DiagnosticDescriptors.MessageContent,
                    first.Syntax.GetLocation(),
                    [attribute],
                    FixText.Properties(Intent),
                    first.Property.Name));
        }
    }

    private static bool IsMessageEvent(AttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: "MESSAGE_CREATE" or "MESSAGE_UPDATE" }];

    private static long IntentsOf(AttributeData attribute) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Intents").Value.Value is long value ? value : 0;

    private static bool IsMessage(INamedTypeSymbol type)
    {
        for (var model = type.Name == KnownNames.View ? type.ContainingType : type; model is not null; model = model.BaseType)
        {
            if (model.ToDisplayString() == Message)
            {
                return true;
            }
        }

        return false;
    }

    // A message that the handler has from elsewhere, such as an answer of the REST API, has its content.
    private bool IsOfEvent(IPropertyReferenceOperation read, ISymbol method)
    {
        var type = (MessageOf(read) as IParameterReferenceOperation)?.Parameter.Type;
        var model = type is null ? null : EventFacts.ModelOfView(type) ?? type;
        return model is not null
            && (handler.Methods.Contains(method) || EventFacts.EventOf(model, out _) is "MESSAGE_CREATE" or "MESSAGE_UPDATE");
    }

    private static IOperation? MessageOf(IPropertyReferenceOperation read) => read.Instance switch
    {
        IConditionalAccessInstanceOperation => Ancestor<IConditionalAccessOperation>(read)?.Operation,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.PatternInput } => Matched(read.Parent?.Parent),
        IConversionOperation conversion => conversion.Operand,
        var instance => instance,
    };

    /// <summary>What a pattern is matched with; null when it is part of another pattern of a property.</summary>
    private static IOperation? Matched(IOperation? pattern)
    {
        var parent = pattern?.Parent;
        while (parent is IBinaryPatternOperation or INegatedPatternOperation)
        {
            parent = parent.Parent;
        }

        return parent switch
        {
            IIsPatternOperation test => test.Value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => choice.Value,
            IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation choice } => choice.Value,
            _ => null,
        };
    }

    private static T? Ancestor<T>(IOperation operation) where T : class, IOperation
    {
        var ancestor = operation.Parent;
        while (ancestor is not (null or T))
        {
            ancestor = ancestor.Parent;
        }

        return (T?)ancestor;
    }

    private static bool IsRequested(Compilation compilation, CancellationToken cancellationToken)
    {
        var all = compilation.GetTypeByMetadataName(KnownNames.Intents)?.GetMembers().OfType<IFieldSymbol>().ToArray() ?? [];
        long content = all.FirstOrDefault(field => field.Name == Intent)?.ConstantValue is long bit ? bit : 0;
        string[] sums = [.. all.Where(field => field.ConstantValue is long value && (value & content) != 0).Select(field => field.Name)];
        return compilation.SyntaxTrees.Select(tree => NameUses.Of(tree, cancellationToken))
            .Any(uses => uses.Contains(Intent) || sums.Any(sum => uses.Contains("GatewayIntents", sum)));
    }
}
