using Microsoft.AspNetCore.StaticFiles;

namespace Spectacles.Gateway.Testing;

/// <summary>The names and URLs of attachments.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#attachment-object</remarks>
internal static class AttachmentNaming
{
    /// <summary>The media type of files whose client does not know it.</summary>
    private const string AnyContent = "application/octet-stream";

    private const string Scheme = "attachment://";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    /// <summary>The attachment that a file becomes.</summary>
    public static SimulatedAttachment Describe(
        string site, Snowflake channelId, Snowflake id, string name, string? contentType, int size)
    {
        string clean = Clean(name);
        if (contentType is null or AnyContent)
        {
            contentType = ContentTypes.TryGetContentType(clean, out string? known) ? known : null;
        }

        return new SimulatedAttachment(id, clean, size, contentType, $"{site}/attachments/{channelId}/{id}/{clean}")
        {
            Title = clean == name ? null : Path.GetFileNameWithoutExtension(name),
        };
    }

    /// <summary>The name of the file that a URL such as <c>attachment://cat.png</c> means; null for any other URL.</summary>
    /// <remarks>https://discord.com/developers/docs/reference#uploading-files</remarks>
    public static string? NameIn(string? url) =>
        url?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true ? Clean(url[Scheme.Length..]) : null;

    /// <summary>The name in the form that a URL can have: letters, digits, dots, hyphens and underscores.</summary>
    public static string Clean(string name) =>
        string.Concat(name.Select(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '_'));
}
