using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>From classes with [GatewayEvent] to the dispatch of their events.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class HandlerGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tooOld = EmittedLanguage.TooOld(context);
        var schemas = SchemaFile.ReadAll(context)
            .Collect()
            .Combine(RootNamespace.Of(context))
            .SelectMany(SchemaSet.Separate)
            .Select(OwnSchema.Of)
            .WithTrackingName(HandlerSteps.OwnSchema)
            .Collect();

        var handlers = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Attribute, HandlerReader.IsCandidate, HandlerReader.Read)
            .Where(handler => handler is not null)
            .Select((handler, _) => handler!)
            .WithTrackingName(HandlerSteps.Handler)
            .Combine(schemas)
            .Select(HandlerJoin.Join)
            .WithTrackingName(HandlerSteps.Join);

        var specs = handlers
            .ThatCompile(tooOld)
            .Where(handler => handler.Spec is not null)
            .Select((handler, _) => handler.Spec!)
            .WithTrackingName(HandlerSteps.Dispatch);
        context.RegisterSourceOutput(specs.Collect().SelectMany(HintNames.Distinguish), HandlerSource.Emit);

        // A project with a schema has the number from there.
        context.RegisterSourceOutput(
            specs.Collect().Combine(schemas).Select((project, _) => project.Left.Length > 0 && project.Right.Length == 0),
            ContractSource.Emit);

        var jsonContext = specs.Collect()
            .Combine(RootNamespace.Of(context))
            .Select((project, _) => HandlerJsonContext.Build(project.Left, project.Right))
            .WithTrackingName(HandlerSteps.Context);
        context.RegisterSourceOutput(jsonContext, JsonContextSource.Emit);
        var addsRest = context.CompilationProvider.Combine(tooOld)
            .Select((given, _) => given.Right is null && RestRegistrationSource.IsNeeded(given.Left));
        context.RegisterSourceOutput(addsRest, RestRegistrationSource.Emit);
        context.RegisterSourceOutput(
            jsonContext.Combine(addsRest).Select((project, _) => project.Left.Entries.Count > 0 || project.Right), EmbeddedSource.Emit);

        var registrations = handlers
            .ThatCompile(tooOld)
            .SelectMany((handler, _) => handler.Registrations)
            .WithTrackingName(HandlerSteps.Registrations);
        context.RegisterSourceOutput(registrations.Collect().Combine(RegistrationMethod.Of(context)), RegistrationSource.Emit);

        // Reported against the live syntax trees, so that a pragma in the source silences it.
        var diagnostics = handlers
            .SelectMany((handler, _) => handler.Diagnostics)
            .WithTrackingName(HandlerSteps.Diagnostics);
        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            (output, diagnostic) => output.ReportDiagnostic(diagnostic.Left.ToDiagnostic(diagnostic.Right)));

        context.RegisterSourceOutput(
            tooOld.Combine(handlers.Collect()).Combine(schemas),
            (output, project) =>
            {
                if (project is { Left.Left: { } version } && project.Left.Right.Length + project.Right.Length > 0)
                {
                    output.ReportDiagnostic(EmittedLanguage.Report(version));
                }
            });

        context.RegisterSourceOutput(
            context.CompilationProvider.SelectMany(ReferencedContract.FindUnknown).WithTrackingName(HandlerSteps.UnknownContracts),
            (output, contract) => output.ReportDiagnostic(contract.ToDiagnostic()));
    }
}
