namespace Spectacles.Gateway.Rest;

/// <summary>The media types of files, by the extension of the name and by the first bytes.</summary>
internal static class MediaTypes
{
    /// <summary>Returns the media type for a file's name; that of any bytes if the extension is not known.</summary>
    /// <remarks>https://www.iana.org/assignments/media-types/media-types.xhtml</remarks>
    public static string OfName(string name) => Extension(name) switch
    {
        "png" or "apng" => "image/png",
        "jpg" or "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "svg" => "image/svg+xml",
        "mp4" or "m4v" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "ogg" or "oga" or "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "m4a" => "audio/mp4",
        "txt" or "log" => "text/plain",
        "md" => "text/markdown",
        "csv" => "text/csv",
        "html" or "htm" => "text/html",
        "json" => "application/json",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    };

    /// <summary>Returns the media type of an image or a sound that Discord accepts as a data URI; null for other bytes.</summary>
    /// <remarks>
    /// https://discord.com/developers/docs/reference#image-data,
    /// https://mimesniff.spec.whatwg.org/#matching-an-image-type-pattern
    /// </remarks>
    public static string? OfBytes(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => "image/gif",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'I', (byte)'D', (byte)'3', ..] or [0xFF, 0xFB or 0xFA or 0xF3 or 0xF2, ..] => "audio/mpeg",
        { Length: >= 12 } when bytes[4..12].SequenceEqual("ftypavif"u8) || bytes[4..12].SequenceEqual("ftypavis"u8) => "image/avif",
        _ => null,
    };

    private static string Extension(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot < 0 ? "" : name[(dot + 1)..].ToLowerInvariant();
    }
}
