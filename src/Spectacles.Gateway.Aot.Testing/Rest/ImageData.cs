using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Images in bodies: data URIs, of which Discord keeps a hash.</summary>
/// <remarks>https://discord.com/developers/docs/reference#image-data</remarks>
internal static class ImageData
{
    private const int HashBytes = 16;

    /// <summary>
    /// The settings with the hashes of those images of the body that have one of these names. Discord ignores what is not an image.
    /// </summary>
    public static SettingMap WithImages(this SettingMap settings, JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (body.Field(name).ValueKind == JsonValueKind.Null)
            {
                settings = settings.With(name, "null"u8);
            }
            else if (body.Text(name) is { } image && IsImage(image))
            {
                settings = settings.With(name, Encoding.UTF8.GetBytes($"\"{Hash(image)}\""));
            }
        }

        return settings;
    }

    public static bool IsImage(string text) =>
        text.StartsWith("data:image/", StringComparison.Ordinal) && text.Contains(";base64,", StringComparison.Ordinal);

    public static bool IsAnimated(string image) => image.StartsWith("data:image/gif", StringComparison.Ordinal);

    /// <summary>The digits that identify an image, or the address of one; the same for the same image.</summary>
    public static string Digest(string image) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image)).AsSpan(0, HashBytes));

    /// <summary>The hash of an image. That of an animated one begins with <c>a_</c>.</summary>
    /// <remarks>https://discord.com/developers/docs/reference#image-formatting</remarks>
    private static string Hash(string image) => IsAnimated(image) ? "a_" + Digest(image) : Digest(image);
}
