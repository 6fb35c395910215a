using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Discord's limits of the components of messages.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference</remarks>
internal static class ComponentLimits
{
    private const int Rows = 5;
    private const int Components = 40;
    private const int TextCharacters = 4000;
    private const int GalleryItems = 10;
    private const int MediaDescription = 1024;

    /// <summary>The greatest number of a color.</summary>
    public const int Colors = 0xFFFFFF;

    /// <summary>Whether a component is of version 2, so that the message needs the flag.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#message-object-message-flags</remarks>
    public static bool NeedsVersion2(ImmutableArray<Component> components)
    {
        if (!components.IsDefault)
        {
            foreach (var component in components)
            {
                if (component is not (ActionRowComponent or UnknownComponent))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Throws if components exceed a limit.</summary>
    public static void Check(ref LimitCheck check, ImmutableArray<Component> components, bool isVersion2)
    {
        if (components.IsDefault)
        {
            return;
        }

        if (!isVersion2)
        {
            check.Count("components", components.Length, Rows);
        }

        for (int i = 0; i < components.Length; i++)
        {
            check.Enter("components", i);
            ComponentPlaces.CheckTop(ref check, components[i]);
            check.Leave();
        }

        var total = new ComponentTotal();
        CheckAll(ref check, components, ref total);
        if (total.Components > Components && isVersion2)
        {
            throw check.Exceeded("components", $"has {total.Components} elements with nested ones, and Discord allows {Components}");
        }

        if (total.TextCharacters > TextCharacters)
        {
            throw check.Exceeded(
                "components", $"has texts of {total.TextCharacters:N0} characters in all, and Discord allows {TextCharacters:N0}");
        }
    }

    private static void CheckAll(ref LimitCheck check, ImmutableArray<Component> components, ref ComponentTotal total)
    {
        for (int i = 0; i < components.Length; i++)
        {
            check.Enter("components", i);
            CheckOne(ref check, components[i], ref total);
            check.Leave();
        }
    }

    private static void CheckOne(ref LimitCheck check, Component component, ref ComponentTotal total)
    {
        total.Components++;
        switch (component)
        {
            case ActionRowComponent row:
                ComponentPlaces.CheckRow(ref check, row);
                CheckAll(ref check, row.Components, ref total);
                break;
            case ButtonComponent button:
                FieldLimits.CheckButton(ref check, button);
                total.AddId(ref check, button.CustomId);
                break;
            case ContainerComponent container:
                check.Number("accent_color", container.AccentColor.Value, 0, Colors);
                ComponentPlaces.CheckContainer(ref check, container);
                CheckAll(ref check, container.Components, ref total);
                break;
            case SectionComponent section:
                ComponentPlaces.CheckSection(ref check, section);
                CheckAll(ref check, section.Components, ref total);
                check.Enter("accessory");
                CheckOne(ref check, section.Accessory, ref total);
                check.Leave();
                break;
            case TextDisplayComponent text:
                check.Text("content", text.Content, TextCharacters, least: 1);
                total.TextCharacters += LimitCheck.CountOf(text.Content);
                break;
            case ThumbnailComponent thumbnail:
                check.Text("description", thumbnail.Description.Value, MediaDescription);
                break;
            case MediaGalleryComponent gallery:
                CheckGallery(ref check, gallery);
                break;
            case FileComponent { File.Url: var url } when !url.StartsWith("attachment://", StringComparison.Ordinal):
                throw check.Exceeded("file.url", "does not begin with attachment://, so it is not a file of the message");
            default:
                total.AddId(ref check, FieldLimits.CheckField(ref check, component));
                break;
        }
    }

    private static void CheckGallery(ref LimitCheck check, MediaGalleryComponent gallery)
    {
        check.Count("items", gallery.Items.Length, GalleryItems, least: 1);
        for (int i = 0; i < gallery.Items.Length; i++)
        {
            check.Enter("items", i);
            check.Text("description", gallery.Items[i].Description.Value, MediaDescription);
            check.Leave();
        }
    }
}
