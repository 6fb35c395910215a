using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Creates components of messages in one expression each. They are the models of <c>Spectacles.Gateway.Events</c>, which can also be
/// created with an initializer, for example with an <c>Id</c>.
/// </summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
public static partial class Components
{
    /// <summary>Creates a row with up to 5 buttons, or one select menu.</summary>
    /// <param name="components">The buttons, or the menu.</param>
    public static ActionRowComponent Row(params ReadOnlySpan<Component> components) => new() { Components = [.. components] };

    /// <summary>Creates a button that causes an interaction.</summary>
    /// <param name="customId">The id by which a method with <c>[Component]</c> is found, 1 to 100 characters.</param>
    /// <param name="label">The label, at most 80 characters; null for a button with only an emoji.</param>
    /// <param name="style">The style: primary, secondary, success or danger.</param>
    /// <param name="emoji">The emoji; null for none. See <see cref="Emoji"/>.</param>
    /// <param name="disabled">Whether it can't be pressed.</param>
    public static ButtonComponent Button(
        string customId, string? label, ButtonStyle style = ButtonStyle.Primary, PartialEmoji? emoji = null, bool disabled = false) =>
        new() { CustomId = customId, Label = label, Style = style, Emoji = emoji, Disabled = disabled ? true : null };

    /// <summary>Creates a button that opens an address. It causes no interaction.</summary>
    /// <param name="url">The address, at most 512 characters.</param>
    /// <param name="label">The label, at most 80 characters; null for a button with only an emoji.</param>
    /// <param name="emoji">The emoji; null for none. See <see cref="Emoji"/>.</param>
    public static ButtonComponent Link(string url, string? label, PartialEmoji? emoji = null) =>
        new() { Url = url, Label = label, Style = ButtonStyle.Link, Emoji = emoji };

    /// <summary>Creates a button for a purchase. It causes no interaction.</summary>
    /// <param name="skuId">What is sold.</param>
    public static ButtonComponent Premium(Snowflake skuId) => new() { SkuId = skuId, Style = ButtonStyle.Premium };

    /// <summary>Creates a menu of texts.</summary>
    /// <param name="customId">The id by which a method with <c>[Component]</c> is found, 1 to 100 characters.</param>
    /// <param name="options">1 to 25 options. See <see cref="Option"/>.</param>
    /// <param name="placeholder">The text while nothing is selected, at most 150 characters; null for Discord's.</param>
    /// <param name="min">The smallest number of values, 0 to 25.</param>
    /// <param name="max">The greatest number of values, 1 to 25.</param>
    public static StringSelectComponent Select(
        string customId, ImmutableArray<SelectMenuOption> options, string? placeholder = null, int min = 1, int max = 1) =>
        new() { CustomId = customId, Options = options, Placeholder = placeholder, MinValues = min, MaxValues = max };

    /// <summary>Creates an option of a menu.</summary>
    /// <param name="label">What the user sees, 1 to 100 characters.</param>
    /// <param name="value">The value, 1 to 100 characters; null for the label.</param>
    /// <param name="description">The description, at most 100 characters.</param>
    /// <param name="emoji">The emoji; null for none. See <see cref="Emoji"/>.</param>
    /// <param name="selected">Whether it is selected at first.</param>
    public static SelectMenuOption Option(
        string label, string? value = null, string? description = null, PartialEmoji? emoji = null, bool selected = false) =>
        new() { Label = label, Value = value ?? label, Description = description, Emoji = emoji, Default = selected ? true : null };

    /// <summary>Creates a menu of users.</summary>
    /// <param name="customId">The id by which a method with <c>[Component]</c> is found, 1 to 100 characters.</param>
    /// <param name="placeholder">The text while nothing is selected, at most 150 characters; null for Discord's.</param>
    /// <param name="min">The smallest number of values, 0 to 25.</param>
    /// <param name="max">The greatest number of values, 1 to 25.</param>
    public static UserSelectComponent UserSelect(string customId, string? placeholder = null, int min = 1, int max = 1) =>
        new() { CustomId = customId, Placeholder = placeholder, MinValues = min, MaxValues = max };

    /// <summary>Creates a menu of roles.</summary>
    /// <param name="customId">The id by which a method with <c>[Component]</c> is found, 1 to 100 characters.</param>
    /// <param name="placeholder">The text while nothing is selected, at most 150 characters; null for Discord's.</param>
    /// <param name="min">The smallest number of values, 0 to 25.</param>
    /// <param name="max">The greatest number of values, 1 to 25.</param>
    public static RoleSelectComponent RoleSelect(string customId, string? placeholder = null, int min = 1, int max = 1) =>
        new() { CustomId = customId, Placeholder = placeholder, MinValues = min, MaxValues = max };

    /// <summary>Creates a menu of users and roles.</summary>
    /// <param name="customId">The id by which a method with <c>[Component]</c> is found, 1 to 100 characters.</param>
    /// <param name="placeholder">The text while nothing is selected, at most 150 characters; null for Discord's.</param>
    /// <param name="min">The smallest number of values, 0 to 25.</param>
    /// <param name="max">The greatest number of values, 1 to 25.</param>
    public static MentionableSelectComponent MentionableSelect(string customId, string? placeholder = null, int min = 1, int max = 1) =>
        new() { CustomId = customId, Placeholder = placeholder, MinValues = min, MaxValues = max };

    /// <summary>Creates a menu of channels.</summary>
    /// <param name="customId">The id by which a method with <c>[Component]</c> is found, 1 to 100 characters.</param>
    /// <param name="types">The types of channels; not set for all.</param>
    /// <param name="placeholder">The text while nothing is selected, at most 150 characters; null for Discord's.</param>
    /// <param name="min">The smallest number of values, 0 to 25.</param>
    /// <param name="max">The greatest number of values, 1 to 25.</param>
    public static ChannelSelectComponent ChannelSelect(
        string customId, ImmutableArray<ChannelType> types = default, string? placeholder = null, int min = 1, int max = 1) =>
        new()
        {
            CustomId = customId,
            ChannelTypes = types.IsDefault ? [] : types,
            Placeholder = placeholder,
            MinValues = min,
            MaxValues = max,
        };

    /// <summary>Reads an emoji from its text: a Unicode emoji, or a custom one as in messages (<c>&lt;:name:id&gt;</c>).</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text begins like a custom emoji, but is none.</exception>
    public static PartialEmoji Emoji(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text[0] != '<')
        {
            return new PartialEmoji { Name = text };
        }

        string[] parts = text.Trim('<', '>').Split(':');
        return parts is ["" or "a", { Length: > 0 } name, var number] && Snowflake.TryParse(number, null, out var id)
            ? new PartialEmoji { Name = name, Id = id, Animated = parts[0] == "a" ? true : null }
            : throw new FormatException($"\"{text}\" is not a custom emoji. It has the form <:name:id> or <a:name:id>.");
    }
}
