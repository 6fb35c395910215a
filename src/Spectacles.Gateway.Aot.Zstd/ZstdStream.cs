namespace Spectacles.Gateway;

/// <summary>
/// <c>compress=zstd-stream</c>: one endless zstd frame for the whole connection. Each web socket message is one gateway message.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#zstdstream</remarks>
public static class ZstdStream
{
    /// <summary>The largest accepted window: 8 MB, which RFC 8878 recommends decoders to support. Discord uses 256 KB.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1.2</remarks>
    public const int MaxWindowBytes = 1 << ZstdStreamInflater.MaxWindowLog;

    /// <summary>
    /// The value for <see cref="ClusterOptions.TransportCompression"/>. A connection takes 0.4 MB with Discord's window and 8.5 MB with the
    /// largest; see docs/compression.md.
    /// </summary>
    public static TransportCompression Compression => field ??= new("zstd-stream", static limit => new ZstdStreamInflater(limit));
}
