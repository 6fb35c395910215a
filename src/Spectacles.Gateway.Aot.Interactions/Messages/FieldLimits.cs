using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Discord's limits of buttons, menus and the fields of modals.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
internal static class FieldLimits
{
    private const int CustomId = 100;
    private const int ButtonLabel = 80;
    private const int ButtonUrl = 512;
    private const int Placeholder = 150;
    private const int Options = 25;
    private const int OptionText = 100;
    private const int Values = 25;
    private const int InputPlaceholder = 100;
    private const int InputText = 4000;
    private const int Uploads = 10;
    private const int GroupOptions = 10;

    /// <summary>Checks a button.</summary>
    public static void CheckButton(ref LimitCheck check, ButtonComponent button)
    {
        check.Text("label", button.Label, ButtonLabel);
        check.Text("url", button.Url, ButtonUrl);
        switch (button.Style)
        {
            case ButtonStyle.Link when button.Url is null or "":
                throw check.Exceeded("url", "is missing: a link needs one");
            case ButtonStyle.Premium when button.SkuId is null:
                throw check.Exceeded("sku_id", "is missing: a premium button needs one");
            case ButtonStyle.Link or ButtonStyle.Premium when button.CustomId is not null:
                throw check.Exceeded("custom_id", "is set, but links and premium buttons cannot have one");
            case ButtonStyle.Link or ButtonStyle.Premium:
                break;
            default:
                check.Text("custom_id", button.CustomId, CustomId, least: 1);
                break;
        }

        if (button.Style != ButtonStyle.Premium && button.Label is null or "" && button.Emoji is null)
        {
            throw check.Exceeded("label", "is missing: a button needs a label or an emoji");
        }
    }

    /// <summary>Checks a menu, or a field of a modal.</summary>
    /// <returns>Its custom id; null for a component that has none.</returns>
    public static string? CheckField(ref LimitCheck check, Component component)
    {
        switch (component)
        {
            case StringSelectComponent menu:
                check.Count("options", menu.Options.Length, Options, least: 1);
                CheckOptions(ref check, menu.Options, static option => (option.Label, option.Value, option.Description));
                if (menu.MaxValues > menu.Options.Length)
                {
                    throw check.Exceeded("max_values", $"is {menu.MaxValues}, but there are {menu.Options.Length} options");
                }

                return CheckMenu(ref check, menu.CustomId, menu.Placeholder, menu.MinValues, menu.MaxValues);
            case UserSelectComponent menu:
                return CheckMenu(ref check, menu.CustomId, menu.Placeholder, menu.MinValues, menu.MaxValues);
            case RoleSelectComponent menu:
                return CheckMenu(ref check, menu.CustomId, menu.Placeholder, menu.MinValues, menu.MaxValues);
            case MentionableSelectComponent menu:
                return CheckMenu(ref check, menu.CustomId, menu.Placeholder, menu.MinValues, menu.MaxValues);
            case ChannelSelectComponent menu:
                return CheckMenu(ref check, menu.CustomId, menu.Placeholder, menu.MinValues, menu.MaxValues);
            case TextInputComponent input:
                check.Text("placeholder", input.Placeholder, InputPlaceholder);
                check.Number("min_length", input.MinLength, 0, InputText);
                check.Number("max_length", input.MaxLength, 1, InputText);
                CheckOrder(ref check, "min_length", input.MinLength ?? 0, "max_length", input.MaxLength ?? InputText);
                check.Text("value", input.Value, input.MaxLength ?? InputText);
                return CheckId(ref check, input.CustomId);
            case FileUploadComponent upload:
                check.Number("min_values", upload.MinValues, 0, Uploads);
                check.Number("max_values", upload.MaxValues, 1, Uploads);
                CheckOrder(ref check, "min_values", upload.MinValues ?? 1, "max_values", upload.MaxValues ?? 1);
                return CheckId(ref check, upload.CustomId);
            case RadioGroupComponent group:
                check.Count("options", group.Options.Length, GroupOptions, least: 2);
                CheckOptions(ref check, group.Options, static option => (option.Label, option.Value, option.Description));
                return CheckId(ref check, group.CustomId);
            case CheckboxGroupComponent group:
                check.Count("options", group.Options.Length, GroupOptions, least: 1);
                CheckOptions(ref check, group.Options, static option => (option.Label, option.Value, option.Description));
                check.Number("min_values", group.MinValues, 0, GroupOptions);
                check.Number("max_values", group.MaxValues, 1, GroupOptions);
                CheckOrder(ref check, "min_values", group.MinValues ?? 1, "max_values", group.MaxValues ?? group.Options.Length);
                return CheckId(ref check, group.CustomId);
            case CheckboxComponent box:
                return CheckId(ref check, box.CustomId);
            default:
                return null;
        }
    }

    private static string CheckMenu(ref LimitCheck check, string customId, string? placeholder, int? least, int? most)
    {
        check.Text("placeholder", placeholder, Placeholder);
        check.Number("min_values", least, 0, Values);
        check.Number("max_values", most, 1, Values);
        CheckOrder(ref check, "min_values", least ?? 1, "max_values", most ?? 1);
        return CheckId(ref check, customId);
    }

    private static string CheckId(ref LimitCheck check, string customId)
    {
        check.Text("custom_id", customId, CustomId, least: 1);
        return customId;
    }

    private static void CheckOrder(ref LimitCheck check, string leastField, int least, string mostField, int most)
    {
        if (least > most)
        {
            throw check.Exceeded(leastField, $"is {least:N0}, but {mostField} is {most:N0}");
        }
    }

    private static void CheckOptions<T>(
        ref LimitCheck check, ImmutableArray<T> options, Func<T, (string Label, string Value, string? Description)> read)
    {
        for (int i = 0; i < options.Length; i++)
        {
            var (label, value, description) = read(options[i]);
            check.Enter("options", i);
            check.Text("label", label, OptionText, least: 1);
            check.Text("value", value, OptionText, least: 1);
            check.Text("description", description, OptionText);
            for (int before = 0; before < i; before++)
            {
                if (read(options[before]).Value == value)
                {
                    throw check.Exceeded("value", "is the same as that of another option, but values must be unique");
                }
            }

            check.Leave();
        }
    }
}
