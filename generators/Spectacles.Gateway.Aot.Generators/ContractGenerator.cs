using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>From a schema to the models and views of its types, the JSON context for them, and the methods of its routes.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var references = SchemaFile.ReadReferences(context)
            .Select(ContractSpecBuilder.BuildReference)
            .WithTrackingName(ContractSteps.References)
            .Collect();

        var hasRestClient = RestClient.IsDefined(context).WithTrackingName(ContractSteps.RestClient);
        var contracts = SchemaFile.ReadAll(context)
            .WithTrackingName(ContractSteps.Schema)
            .Collect()
            .Combine(RootNamespace.Of(context))
            .SelectMany(SchemaSet.Separate)
            .WithTrackingName(ContractSteps.SchemaSet)
            .Combine(references)
            .Combine(hasRestClient)
            .Select(ContractSpecBuilder.Build)
            .WithTrackingName(ContractSteps.Contract);

        var emitted = contracts.ThatCompile(EmittedLanguage.TooOld(context));
        var models = emitted
            .SelectMany((contract, _) => contract.Spec.Models)
            .WithTrackingName(ContractSteps.Models);
        context.RegisterSourceOutput(models, ModelSource.Emit);
        context.RegisterSourceOutput(models.Where(model => model.HasView), ViewSource.Emit);
        context.RegisterSourceOutput(
            emitted.SelectMany((contract, _) => contract.Spec.Enums).WithTrackingName(ContractSteps.Enums), EnumSource.Emit);
        context.RegisterSourceOutput(
            emitted.Select((contract, _) => contract.Spec.Events).WithTrackingName(ContractSteps.Events), EventsSource.Emit);
        context.RegisterSourceOutput(
            emitted.Select((contract, _) => contract.Spec.Context).WithTrackingName(ContractSteps.Context), JsonContextSource.Emit);
        context.RegisterSourceOutput(
            emitted.SelectMany((contract, _) => contract.Spec.Routes).WithTrackingName(ContractSteps.Routes), RouteSource.Emit);
        context.RegisterSourceOutput(
            emitted.SelectMany((contract, _) => contract.Spec.Queries).WithTrackingName(ContractSteps.Queries), QuerySource.Emit);

        context.RegisterSourceOutput(emitted.Collect().Select((all, _) => all.Length > 0), ContractSource.Emit);

        // What is reported moves with every line above it, what is written does not: the two share no node.
        context.RegisterSourceOutput(
            contracts.SelectMany((contract, _) => contract.Diagnostics).WithTrackingName(ContractSteps.Diagnostics),
            (output, diagnostic) => output.ReportDiagnostic(diagnostic.ToDiagnostic()));
    }
}
