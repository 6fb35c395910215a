namespace Spectacles.Gateway;

/// <summary>Adds <c>zstd-stream</c> to <see cref="TransportCompression"/>.</summary>
public static class ZstdTransportCompression
{
    /// <summary>The largest accepted window: 8 MB, which RFC 8878 recommends decoders to support. Discord uses 256 KB.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1.2</remarks>
    public const int MaxWindowBytes = 1 << ZstdStreamInflater.MaxWindowLog;

    private static readonly TransportCompression Zstd = new("zstd-stream", static limit => new ZstdStreamInflater(limit));

    extension(TransportCompression)
    {
        /// <summary>
        /// <c>zstd-stream</c>: one endless zstd frame for the whole connection. Each web socket message is one gateway message. A
        /// connection takes 0.4 MB with Discord's window and 8.5 MB with the largest; see docs/compression.md.
        /// </summary>
        /// <remarks>https://discord.com/developers/docs/events/gateway#zstdstream</remarks>
        public static TransportCompression ZstdStream => Zstd;
    }
}
