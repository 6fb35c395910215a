namespace Spectacles.Gateway.Testing;

/// <summary>The compression of what the gateway sends on a connection.</summary>
public enum Compression
{
    /// <summary>No compression: one text message per gateway message.</summary>
    None,

    /// <summary>
    /// One zlib stream over the whole connection, flushed after every gateway message: the query parameter <c>compress=zlib-stream</c>.
    /// </summary>
    ZlibStream,

    /// <summary>
    /// One zstd frame over the whole connection, flushed after every gateway message, which is one web socket message: the query parameter
    /// <c>compress=zstd-stream</c>.
    /// </summary>
    ZstdStream,

    /// <summary>
    /// Each large gateway message is a separate zlib document in a binary message, small ones are text: <c>"compress": true</c> in
    /// IDENTIFY.
    /// </summary>
    Payload,
}
