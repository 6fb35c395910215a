using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>From classes with methods that answer interactions to their dispatch and their registration.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class InteractionGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var tooOld = EmittedLanguage.TooOld(context);
        var drafts = ReadModules(context).WithTrackingName(InteractionSteps.Module);
        var texts = SchemaFile.Files(context, TextsReader.Item)
            .Select(TextsReader.Read)
            .WithTrackingName(InteractionSteps.Texts)
            .Collect();
        var modules = drafts
            .Combine(texts)
            .Select(ModuleJoin.Join)
            .WithTrackingName(InteractionSteps.Join);

        var specs = modules
            .ThatCompile(tooOld)
            .Where(module => module.Spec is not null)
            .Select((module, _) => module.Spec!)
            .WithTrackingName(InteractionSteps.Dispatch);
        context.RegisterSourceOutput(specs.Collect().SelectMany(HintNames.Distinguish), ModuleSource.Emit);
        context.RegisterSourceOutput(specs.Collect().Select((all, _) => all.Length > 0), ContractSource.EmitForInteractions);

        var registrations = modules
            .ThatCompile(tooOld)
            .SelectMany((module, _) => module.Registrations)
            .WithTrackingName(InteractionSteps.Registrations);
        context.RegisterSourceOutput(
            registrations.Collect().Combine(RegistrationMethod.OfInteractions(context)), ModuleRegistrationSource.Emit);

        Report(context, modules.SelectMany((module, _) => module.Diagnostics).WithTrackingName(InteractionSteps.Diagnostics));
        Report(context, drafts.Collect().SelectMany(ProjectModules.Check).WithTrackingName(InteractionSteps.Project));
        context.RegisterSourceOutput(
            modules.Collect().Combine(texts).SelectMany(TextsCheck.Check).WithTrackingName(InteractionSteps.TextDiagnostics),
            (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
        ReportOldLanguage(context, tooOld, drafts);
    }

    // Once for a project: where it has handlers or schemas, HandlerGenerator reports it.
    private static void ReportOldLanguage(
        IncrementalGeneratorInitializationContext context,
        IncrementalValueProvider<string?> tooOld,
        IncrementalValuesProvider<ModuleDraft> drafts)
    {
        var handlers = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.Attribute, HandlerReader.IsCandidate, (_, _) => true)
            .Collect();
        context.RegisterSourceOutput(
            tooOld
                .Combine(drafts.Collect())
                .Combine(handlers.Combine(SchemaFile.HasOwn(context)).Select((others, _) => others.Left.Length > 0 || others.Right)),
            (output, project) =>
            {
                if (project is { Left: { Left: { } version, Right.Length: > 0 }, Right: false })
                {
                    output.ReportDiagnostic(EmittedLanguage.Report(version));
                }
            });
    }

    // Reported against the live syntax trees, so that a pragma in the source silences it.
    private static void Report(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<DiagnosticInfo> diagnostics) =>
        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            (output, diagnostic) => output.ReportDiagnostic(diagnostic.Left.ToDiagnostic(diagnostic.Right)));

    private static IncrementalValuesProvider<ModuleDraft> ReadModules(IncrementalGeneratorInitializationContext context)
    {
        var all = Read(context, InteractionNames.Methods[0]).Collect();
        foreach (string attribute in InteractionNames.Methods.Skip(1))
        {
            all = all.Combine(Read(context, attribute).Collect()).Select((pair, _) => pair.Left.AddRange(pair.Right));
        }

        return all.SelectMany((modules, _) => modules);
    }

    private static IncrementalValuesProvider<ModuleDraft> Read(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, HandlerReader.IsCandidate, ModuleReader.Read)
            .Where(module => module is not null)
            .Select((module, _) => module!);
}
