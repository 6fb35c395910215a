namespace Spectacles.Gateway.Generators;

/// <summary>The names of the interactions package that emitted code and its readers rely on.</summary>
internal static class InteractionNames
{
    public const string Namespace = "Spectacles.Gateway.Interactions";
    public const string CompilerServices = "Spectacles.Gateway.CompilerServices";
    public const string SlashCommand = $"{Namespace}.SlashCommandAttribute";
    public const string CommandGroup = $"{Namespace}.CommandGroupAttribute";
    public const string UserCommand = $"{Namespace}.UserCommandAttribute";
    public const string MessageCommand = $"{Namespace}.MessageCommandAttribute";
    public const string Component = $"{Namespace}.ComponentAttribute";
    public const string Modal = $"{Namespace}.ModalAttribute";
    public const string Option = $"{Namespace}.OptionAttribute";
    public const string Choice = $"{Namespace}.ChoiceAttribute";
    public const string Field = $"{Namespace}.FieldAttribute";
    public const string Selected = $"{Namespace}.SelectedAttribute";
    public const string Invoker = $"{Namespace}.InvokerAttribute";
    public const string RequirePermissions = $"{Namespace}.RequirePermissionsAttribute";
    public const string DefaultMemberPermissions = $"{Namespace}.DefaultMemberPermissionsAttribute";
    public const string Cooldown = $"{Namespace}.CooldownAttribute";
    public const string Contexts = $"{Namespace}.ContextsAttribute";
    public const string IntegrationTypes = $"{Namespace}.IntegrationTypesAttribute";
    public const string Nsfw = $"{Namespace}.NsfwAttribute";
    public const string AutoDefer = $"{Namespace}.AutoDeferAttribute";
    public const string Interaction = $"{Namespace}.Interaction";
    public const string Autocompletion = $"{Namespace}.Autocompletion";
    public const string Suggestion = $"{Namespace}.Suggestion";
    public const string User = $"{KnownNames.Events}.User";
    public const string GuildMember = $"{KnownNames.Events}.GuildMember";
    public const string Message = $"{KnownNames.Events}.Message";
    public const string Mentionable = $"{Namespace}.Mentionable";

    /// <summary>The method of an interaction that shows a modal.</summary>
    public const string ShowModal = "ShowModalAsync";

    /// <summary>The member of DeferKind that updates the message of a component.</summary>
    public const string DeferUpdate = "Update";

    /// <summary>The attributes that make a method answer interactions.</summary>
    public static readonly string[] Methods = [SlashCommand, UserCommand, MessageCommand, Component, Modal];
}
