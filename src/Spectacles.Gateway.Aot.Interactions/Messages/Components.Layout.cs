using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <content>Components of version 2, which lay out a message. It then has neither content nor embeds.</content>
public static partial class Components
{
    /// <summary>Creates a text in Markdown. It can also be part of a modal.</summary>
    /// <param name="content">The text. All texts of a message have at most 4,000 characters.</param>
    public static TextDisplayComponent Text(string content) => new() { Content = content };

    /// <summary>Creates a box around components.</summary>
    /// <param name="components">Rows, texts, sections, galleries, separators and files.</param>
    public static ContainerComponent Container(params ReadOnlySpan<Component> components) => new() { Components = [.. components] };

    /// <summary>Creates a box around components, with a colored edge.</summary>
    /// <param name="accentColor">The color, as the number 0xRRGGBB.</param>
    /// <param name="components">Rows, texts, sections, galleries, separators and files.</param>
    public static ContainerComponent Container(int accentColor, params ReadOnlySpan<Component> components) =>
        new() { AccentColor = accentColor, Components = [.. components] };

    /// <summary>Creates texts with a button or a thumbnail at their side.</summary>
    /// <param name="accessory">The button or thumbnail.</param>
    /// <param name="texts">1 to 3 texts in Markdown.</param>
    public static SectionComponent Section(Component accessory, params ReadOnlySpan<string> texts)
    {
        var components = ImmutableArray.CreateBuilder<Component>(texts.Length);
        foreach (string text in texts)
        {
            components.Add(Text(text));
        }

        return new SectionComponent { Accessory = accessory, Components = components.MoveToImmutable() };
    }

    /// <summary>Creates a small image for a <see cref="Section"/>.</summary>
    /// <param name="url">The address, or <c>attachment://name</c> for a file of the message.</param>
    /// <param name="description">The alternative text, at most 1,024 characters; null for none.</param>
    /// <param name="spoiler">Whether it is hidden until the user wants to see it.</param>
    public static ThumbnailComponent Thumbnail(string url, string? description = null, bool spoiler = false) => new()
    {
        Media = new UnfurledMediaItem { Url = url },
        Description = description is { } text ? text : default(Optional<string?>),
        Spoiler = spoiler ? true : null,
    };

    /// <summary>Creates images and videos side by side.</summary>
    /// <param name="urls">1 to 10 addresses, or <c>attachment://name</c> for files of the message.</param>
    public static MediaGalleryComponent Gallery(params ReadOnlySpan<string> urls)
    {
        var items = ImmutableArray.CreateBuilder<MediaGalleryItem>(urls.Length);
        foreach (string url in urls)
        {
            items.Add(new MediaGalleryItem { Media = new UnfurledMediaItem { Url = url } });
        }

        return new MediaGalleryComponent { Items = items.MoveToImmutable() };
    }

    /// <summary>Creates a link to a file of the message.</summary>
    /// <param name="name">The name of one of the message's files.</param>
    /// <param name="spoiler">Whether it is hidden until the user wants to see it.</param>
    public static FileComponent File(string name, bool spoiler = false) =>
        new() { File = new UnfurledMediaItem { Url = $"attachment://{name}" }, Spoiler = spoiler ? true : null };

    /// <summary>Creates a space between components.</summary>
    /// <param name="divider">Whether it has a line.</param>
    /// <param name="spacing">The size.</param>
    public static SeparatorComponent Separator(bool divider = true, SeparatorSpacingSize spacing = SeparatorSpacingSize.Small) =>
        new() { Divider = divider, Spacing = spacing };
}
