namespace Spectacles.Gateway.Generators;


/// <summary>Makes what is written for a class, and checks it against Discord's limits.</summary>
internal static class ModuleJoin
{
    public static ModuleResult Join(ModuleDraft module, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var diagnostics = module.Diagnostics.ToList();
        var commands = new CommandTree(module, diagnostics).Build();
        return new ModuleResult(
            module.Class is { } shape ? Spec(shape, module, commands) : null,
            Distinct(diagnostics).ToEquatableArray());
    }

    private static ModuleSpec Spec(ClassShape shape, ModuleDraft module, List<CommandNode> commands) => new()
    {
        HintName = $"{shape.FullPath}.Interactions.g.cs",
        Namespace = shape.Namespace,
        Declarations = shape.Declarations,
        Identifier = shape.Identifier,
        Methods = module.Methods.Select(method => method.Spec).ToEquatableArray(),
        Commands = CommandBuilder.Build(module, commands),
    };

    // A method with several attributes is read once for each, and has one mistake in its parameters.
    private static IEnumerable<DiagnosticInfo> Distinct(IEnumerable<DiagnosticInfo> diagnostics) =>
        diagnostics.GroupBy(diagnostic => (diagnostic.Id, diagnostic.Path, diagnostic.Position)).Select(same => same.First());
}
