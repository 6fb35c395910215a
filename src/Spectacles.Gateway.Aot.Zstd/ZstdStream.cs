namespace Spectacles.Gateway;

/// <summary><c>compress=zstd-stream</c>: one zstd frame for the whole connection, which never ends; each web socket message is one gateway message.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#zstdstream</remarks>
public static class ZstdStream
{
    /// <summary>The largest window that a gateway may ask for: 8 MB, what RFC 8878 recommends decoders to take. Discord asks for 256 KB.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1.1.2</remarks>
    public const int MaxWindowBytes = 1 << ZstdStreamInflater.MaxWindowLog;

    /// <summary>For <see cref="ClusterOptions.TransportCompression"/>. A connection holds 0.4 MB at Discord's window, and 8.5 MB at the largest; docs/compression.md has the numbers.</summary>
    public static TransportCompression Compression => field ??= new("zstd-stream", static limit => new ZstdStreamInflater(limit));
}
