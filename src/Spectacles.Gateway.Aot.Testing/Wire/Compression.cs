namespace Spectacles.Gateway.Testing;

/// <summary>How what the gateway sends on a connection is compressed.</summary>
public enum Compression
{
    /// <summary>Not at all: one text message per gateway message.</summary>
    None,

    /// <summary>One zlib stream over the whole connection, flushed after every gateway message: the query parameter <c>compress=zlib-stream</c>.</summary>
    ZlibStream,

    /// <summary>One zstd frame over the whole connection, flushed after every gateway message, which is one web socket message: the query parameter <c>compress=zstd-stream</c>.</summary>
    ZstdStream,

    /// <summary>Each large gateway message is a zlib document of its own, in a binary message; small ones are text: <c>"compress": true</c> in IDENTIFY.</summary>
    Payload,
}
