namespace Spectacles.Gateway.Testing;

/// <summary>The type of a component that users interact with, or that is a part of a modal, with Discord's numbers.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference#component-object-component-types</remarks>
internal enum ComponentKind
{
    ActionRow = 1,
    Button = 2,
    StringSelect = 3,
    TextInput = 4,
    UserSelect = 5,
    RoleSelect = 6,
    MentionableSelect = 7,
    ChannelSelect = 8,
    TextDisplay = 10,
    Label = 18,
    FileUpload = 19,
    RadioGroup = 21,
    CheckboxGroup = 22,
    Checkbox = 23,
}
