namespace Spectacles.Gateway.Generators;

/// <summary>Makes registrations from the commands of a class.</summary>
internal static class CommandBuilder
{
    private const int UserType = 2;
    private const int MessageType = 3;

    /// <summary>The registrations, in the order of their declaration.</summary>
    public static EquatableArray<CommandSpec> Build(ModuleDraft module, List<CommandNode> slashCommands)
    {
        var slash = slashCommands.Select(node => Command(node, SettingsOf(node, module)));
        var menus = module.Methods
            .Where(method => method.Spec.Kind is InteractionMethodKind.UserCommand or InteractionMethodKind.MessageCommand)
            .Select(method => Command(
                method.Spec.Kind == InteractionMethodKind.UserCommand ? UserType : MessageType,
                new NamedTextSpec(method.Spec.Key, ""),
                default,
                method.Settings.Over(module.Settings)));
        return slash.Concat(menus).ToEquatableArray();
    }

    private static CommandSettings SettingsOf(CommandNode node, ModuleDraft module) =>
        module.Methods.FirstOrDefault(
            method => method.Spec.Kind == InteractionMethodKind.SlashCommand && method.Spec.Key == node.Path) is { } method
            ? method.Settings.Over(module.Settings)
            : module.Settings;

    private static CommandSpec Command(CommandNode node, CommandSettings settings) => Command(
        1, new NamedTextSpec(node.Name, node.Description), node.Children.Select(Option).ToEquatableArray(), settings);

    private static CommandSpec Command(
        int type, NamedTextSpec text, EquatableArray<CommandOptionSpec> options, CommandSettings settings) => new()
        {
            Type = type,
            Text = text,
            Options = options,
            DefaultMemberPermissions = settings.Permissions,
            IsNsfw = settings.IsNsfw,
            IntegrationTypes = settings.IntegrationTypes,
            Contexts = settings.Contexts,
        };

    private static CommandOptionSpec Option(CommandNode node) => node.Option ?? new CommandOptionSpec
    {
        Type = node.Type,
        Text = new NamedTextSpec(node.Name, node.Description),
        Options = node.Children.Select(Option).ToEquatableArray(),
    };
}
