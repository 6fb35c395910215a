namespace Spectacles.Gateway.Rest;

/// <summary>The format in which the CDN returns an image.</summary>
/// <remarks>https://discord.com/developers/docs/reference#image-formatting-image-formats</remarks>
public enum ImageFormat
{
    /// <summary>PNG.</summary>
    Png,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>WebP. An animated image is animated in this format, too, whatever the format it was uploaded in.</summary>
    WebP,

    /// <summary>GIF, for animated images. An image that is not animated is returned as PNG instead.</summary>
    Gif,

    /// <summary>A vector animation in JSON, for stickers only.</summary>
    Lottie,
}
