using System.Buffers;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// Writes an image or a sound as text, as bodies have them: avatars, icons, banners, emojis, and the sounds of a soundboard.
/// </summary>
/// <remarks>
/// https://discord.com/developers/docs/reference#image-data,
/// https://discord.com/developers/docs/resources/soundboard#create-guild-soundboard-sound
/// </remarks>
/// <example>
/// <code>
/// new ModifyCurrentUserBody { Avatar = DataUri.FromBytes(await File.ReadAllBytesAsync("avatar.png")) }
/// </code>
/// </example>
public static class DataUri
{
    /// <summary>
    /// The most bytes that are read from a stream, 10 MiB: Discord refuses larger images ("File cannot be larger than 10240.0 kb"). Emojis
    /// and sounds have smaller limits.
    /// </summary>
    /// <remarks>
    /// https://discord.com/developers/docs/resources/emoji#create-guild-emoji,
    /// https://discord.com/developers/docs/resources/soundboard#create-guild-soundboard-sound
    /// </remarks>
    public const int MaxBytes = 10_240 * 1024;

    private const int ChunkSize = 64 * 1024;

    /// <summary>Returns a PNG, JPEG, GIF, WebP or AVIF image, or an MP3 or Ogg sound, as a data URI. Allocates only the text.</summary>
    /// <param name="content">The file's content, by which its media type is told.</param>
    /// <exception cref="ArgumentException">The content is nothing of that.</exception>
    public static string FromBytes(ReadOnlySpan<byte> content) => FromBytes(
        content,
        MediaTypes.OfBytes(content) ?? throw new ArgumentException(
            "The content is not a PNG, JPEG, GIF, WebP or AVIF image and not an MP3 or Ogg sound. Pass its media type.",
            nameof(content)));

    /// <summary>Returns a file's content as a data URI with a media type. Allocates only the text.</summary>
    /// <param name="content">The content.</param>
    /// <param name="mediaType">The media type, such as <c>image/png</c>.</param>
    public static string FromBytes(ReadOnlySpan<byte> content, string mediaType)
    {
        ArgumentException.ThrowIfNullOrEmpty(mediaType);
        string start = $"data:{mediaType};base64,";
        int length = checked(start.Length + (int)(((long)content.Length + 2) / 3 * 4));
        return string.Create(length, new Parts(start, content), static (text, parts) =>
        {
            parts.Start.CopyTo(text);
            Convert.TryToBase64Chars(parts.Content, text[parts.Start.Length..], out _);
        });
    }

    /// <summary>Returns the content of a stream, from its position to its end, as a data URI.</summary>
    /// <param name="content">The stream. It is not disposed.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ArgumentException">
    /// The content is not an image or a sound that Discord accepts, or is longer than <see cref="MaxBytes"/>. Then it is not read further.
    /// </exception>
    public static async Task<string> FromStreamAsync(Stream content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        using var copy = new MemoryStream();
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            while (await content.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                if (copy.Length + read > MaxBytes)
                {
                    throw new ArgumentException($"The content is longer than {MaxBytes} bytes, and Discord refuses it.", nameof(content));
                }

                copy.Write(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return FromBytes(copy.GetBuffer().AsSpan(0, (int)copy.Length));
    }

    private readonly ref struct Parts(ReadOnlySpan<char> start, ReadOnlySpan<byte> content)
    {
        public readonly ReadOnlySpan<char> Start = start;

        public readonly ReadOnlySpan<byte> Content = content;
    }
}
