using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Spectacles.Gateway.Generators;

/// <summary>Finds handlers that work, and yet not as they are meant to.</summary>
/// <remarks>It looks at classes with handlers or interactions only, and at nothing in a project without the library.</remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [DiagnosticDescriptors.MessageContent, DiagnosticDescriptors.UnusedHandler, DiagnosticDescriptors.BlockingCall];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(
            start =>
            {
                var library = start.Compilation.GetTypeByMetadataName(KnownNames.Attribute)?.ContainingAssembly;
                if (library is not null && !SymbolEqualityComparer.Default.Equals(library, start.Compilation.Assembly))
                {
                    var intents = new EventFacts(start.Compilation).Intents;
                    start.RegisterSymbolStartAction(type => Begin(type, intents), SymbolKind.NamedType);
                }
            });
    }

    private static void Begin(SymbolStartAnalysisContext context, IntentTable intents)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var handler = HandlerClass.Of(type);
        var called = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        called.UnionWith(handler is null ? [] : handler.Methods);
        called.UnionWith(InteractionMethods.Of(type));
        if (called.Count > 0)
        {
            context.RegisterOperationAction(
                new BlockingCalls(called).Look, OperationKind.Invocation, OperationKind.PropertyReference);
        }

        if (handler is null)
        {
            return;
        }

        if (ContentReads.Begin(handler, intents, context.CancellationToken) is { } reads)
        {
            context.RegisterOperationAction(reads.Look, OperationKind.PropertyReference);
            context.RegisterSymbolEndAction(reads.Report);
        }

        context.RegisterSymbolEndAction(end => ReportUnused(handler.Type, end));
    }

    private static void ReportUnused(INamedTypeSymbol type, SymbolAnalysisContext context)
    {
        // The handlers of a library are for others to use.
        if (context.Compilation.Options.OutputKind is not (OutputKind.ConsoleApplication or OutputKind.WindowsApplication)
            || type.IsAbstract
            || context.Compilation.SyntaxTrees.Any(tree => NameUses.Of(tree, context.CancellationToken).Contains(type.Name)))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.UnusedHandler, type.Locations[0], type.Name));
    }
}
