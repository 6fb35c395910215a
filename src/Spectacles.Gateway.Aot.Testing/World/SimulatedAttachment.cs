namespace Spectacles.Gateway.Testing;

/// <summary>A file of a message. Its content is in the <see cref="AttachmentStore"/>.</summary>
/// <param name="Id">The attachment's id.</param>
/// <param name="Name">The file's name, as it is in the URL.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="ContentType">The media type; null when it is unknown.</param>
/// <param name="Url">Where the content is served.</param>
/// <remarks>https://discord.com/developers/docs/resources/message#attachment-object</remarks>
internal sealed record SimulatedAttachment(Snowflake Id, string Name, int Size, string? ContentType, string Url)
{
    /// <summary>The name as it was, when it had characters that a URL can't have; null otherwise.</summary>
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>The length of a voice message in seconds; null for other files.</summary>
    public double? Seconds { get; init; }

    /// <summary>The sampled loudness of a voice message in Base64; null for other files.</summary>
    public string? Waveform { get; init; }
}
