namespace Spectacles.Gateway.Interactions;

/// <summary>A field of a command, an option or a choice that belongs to its definition.</summary>
/// <param name="Name">The name.</param>
/// <param name="Form">The form of its value.</param>
internal sealed record CommandField(string Name, FieldForm Form)
{
    /// <summary>https://discord.com/developers/docs/interactions/application-commands#application-command-object</summary>
    public static readonly CommandField[] OfCommands =
    [
        new("type", FieldForm.Number),
        new("name", FieldForm.Text),
        new("name_localizations", FieldForm.Localizations),
        new("description", FieldForm.Text),
        new("description_localizations", FieldForm.Localizations),
        new("options", FieldForm.Options),
        new("default_member_permissions", FieldForm.Text),
        new("nsfw", FieldForm.Flag),
        new("integration_types", FieldForm.Set),
        new("contexts", FieldForm.Set),
    ];

    /// <summary>
    /// https://discord.com/developers/docs/interactions/application-commands, "Application Command Option Structure"
    /// </summary>
    public static readonly CommandField[] OfOptions =
    [
        new("type", FieldForm.Number),
        new("name", FieldForm.Text),
        new("name_localizations", FieldForm.Localizations),
        new("description", FieldForm.Text),
        new("description_localizations", FieldForm.Localizations),
        new("required", FieldForm.Flag),
        new("choices", FieldForm.Choices),
        new("channel_types", FieldForm.Set),
        new("min_value", FieldForm.Number),
        new("max_value", FieldForm.Number),
        new("min_length", FieldForm.Number),
        new("max_length", FieldForm.Number),
        new("autocomplete", FieldForm.Flag),
        new("options", FieldForm.Options),
    ];

    /// <summary>
    /// https://discord.com/developers/docs/interactions/application-commands, "Application Command Option Choice Structure"
    /// </summary>
    public static readonly CommandField[] OfChoices =
    [
        new("name", FieldForm.Text),
        new("name_localizations", FieldForm.Localizations),
        new("value", FieldForm.Value),
    ];
}
