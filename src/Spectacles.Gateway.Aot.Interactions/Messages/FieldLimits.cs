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
                for (int i = 0; i < menu.Options.Length; i++)
                {
                    var option = menu.Options[i];
                    check.Enter("options", i);
                    CheckOption(ref check, option.Label, option.Value, option.Description);
                    check.Leave();
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
                check.Text("value", input.Value, InputText);
                check.Number("min_length", input.MinLength, 0, InputText);
                check.Number("max_length", input.MaxLength, 1, InputText);
                return CheckId(ref check, input.CustomId);
            case FileUploadComponent upload:
                check.Number("min_values", upload.MinValues, 0, Uploads);
                check.Number("max_values", upload.MaxValues, 1, Uploads);
                return CheckId(ref check, upload.CustomId);
            case RadioGroupComponent group:
                check.Count("options", group.Options.Length, GroupOptions, least: 2);
                return CheckId(ref check, group.CustomId);
            case CheckboxGroupComponent group:
                check.Count("options", group.Options.Length, GroupOptions, least: 1);
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
        return CheckId(ref check, customId);
    }

    private static string CheckId(ref LimitCheck check, string customId)
    {
        check.Text("custom_id", customId, CustomId, least: 1);
        return customId;
    }

    private static void CheckOption(ref LimitCheck check, string label, string value, string? description)
    {
        check.Text("label", label, OptionText, least: 1);
        check.Text("value", value, OptionText, least: 1);
        check.Text("description", description, OptionText);
    }
}
