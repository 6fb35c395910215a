using System.Collections.Immutable;

namespace Spectacles.Gateway.Generators;

/// <summary>Makes what is written for a class, and checks it against Discord's limits.</summary>
internal static class ModuleJoin
{
    public static ModuleResult Join((ModuleDraft Module, ImmutableArray<TextsModel> Texts) project, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var module = project.Module;
        var diagnostics = module.Diagnostics.ToList();
        var slashCommands = new CommandTree(module, diagnostics).Build();
        var commands = CommandBuilder.Build(module, slashCommands)
            .Select(command => Localization.Apply(command, project.Texts))
            .ToEquatableArray();
        new CommandLimits(diagnostics).Check(module, slashCommands, commands);
        return new ModuleResult(
            module.Class is { } shape ? Spec(shape, module, commands) : null,
            commands,
            module.Registrations,
            Distinct(diagnostics).ToEquatableArray());
    }

    private static ModuleSpec Spec(ClassShape shape, ModuleDraft module, EquatableArray<CommandSpec> commands) => new()
    {
        HintName = $"{shape.FullPath}.Interactions.g.cs",
        Namespace = shape.Namespace,
        Declarations = shape.Declarations,
        Identifier = shape.Identifier,
        Methods = module.Methods.Select(method => method.Spec).ToEquatableArray(),
        Commands = commands,
    };

    // A method with several attributes is read once for each, and has one mistake in its parameters.
    private static IEnumerable<DiagnosticInfo> Distinct(IEnumerable<DiagnosticInfo> diagnostics) =>
        diagnostics.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Path, diagnostic.Position)).Select(same => same.First());
}
