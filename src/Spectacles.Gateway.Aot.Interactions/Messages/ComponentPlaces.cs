using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Which components Discord accepts where. A component that the library does not know may be anywhere.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
internal static class ComponentPlaces
{
    private const int Buttons = 5;
    private const int Texts = 3;

    /// <summary>Throws if a component cannot be at the top of a message.</summary>
    public static void CheckTop(ref LimitCheck check, Component component)
    {
        if (component is not (ContainerComponent or UnknownComponent) && !IsInContainer(component))
        {
            throw check.Exceeded("", $"is a {NameOf(component)}, which needs a place: put buttons and menus into Components.Row");
        }
    }

    /// <summary>Throws if a row has something else than buttons or one menu.</summary>
    public static void CheckRow(ref LimitCheck check, ActionRowComponent row)
    {
        bool hasButton = false;
        bool hasMenu = false;
        foreach (var component in row.Components)
        {
            hasButton |= component is ButtonComponent;
            hasMenu |= IsMenu(component);
            if (component is not (ButtonComponent or UnknownComponent) && !IsMenu(component))
            {
                throw check.Exceeded("components", $"has a {NameOf(component)}, and a row has buttons or one menu");
            }
        }

        if (hasButton && hasMenu)
        {
            throw check.Exceeded("components", "has buttons and a menu, and a row has buttons or one menu");
        }

        check.Count("components", row.Components.Length, hasMenu ? 1 : Buttons, least: 1);
    }

    /// <summary>Throws if a container has a component that it cannot have, such as another container.</summary>
    public static void CheckContainer(ref LimitCheck check, ContainerComponent container)
    {
        check.Count("components", container.Components.Length, int.MaxValue, least: 1);
        foreach (var component in container.Components)
        {
            if (!IsInContainer(component) && component is not UnknownComponent)
            {
                throw check.Exceeded(
                    "components",
                    $"has a {NameOf(component)}, and a container has rows, texts, sections, galleries, separators and files");
            }
        }
    }

    /// <summary>Throws if a section has something else than texts and a button or a thumbnail.</summary>
    public static void CheckSection(ref LimitCheck check, SectionComponent section)
    {
        check.Count("components", section.Components.Length, Texts, least: 1);
        foreach (var component in section.Components)
        {
            if (component is not (TextDisplayComponent or UnknownComponent))
            {
                throw check.Exceeded("components", $"has a {NameOf(component)}, and a section has texts");
            }
        }

        if (section.Accessory is not (ButtonComponent or ThumbnailComponent or UnknownComponent))
        {
            throw check.Exceeded("accessory", $"is a {NameOf(section.Accessory)}, and it has to be a button or a thumbnail");
        }
    }

    /// <summary>Throws if a label of a modal has something else than a field.</summary>
    public static void CheckLabel(ref LimitCheck check, LabelComponent label)
    {
        if (!IsMenu(label.Component)
            && label.Component is not (TextInputComponent or FileUploadComponent or RadioGroupComponent or CheckboxGroupComponent
                or CheckboxComponent or UnknownComponent))
        {
            throw check.Exceeded(
                "component",
                $"is a {NameOf(label.Component)}, and a label has a text input, a menu, a file upload, a radio group or checkboxes");
        }
    }

    private static bool IsInContainer(Component component) => component is ActionRowComponent or TextDisplayComponent or SectionComponent
        or MediaGalleryComponent or SeparatorComponent or FileComponent;

    private static bool IsMenu(Component component) => component is StringSelectComponent or UserSelectComponent or RoleSelectComponent
        or MentionableSelectComponent or ChannelSelectComponent;

    private static string NameOf(Component component) => component.GetType().Name;
}
