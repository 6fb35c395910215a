namespace Spectacles.Gateway.Testing;

/// <summary>How an item of the outbox is sent.</summary>
internal enum OutboxItemKind
{
    /// <summary>A gateway message, compressed as the connection asks.</summary>
    Message,

    /// <summary>A text message past the compressor.</summary>
    RawText,

    /// <summary>A binary message past the compressor.</summary>
    RawBinary,

    /// <summary>The close frame, after which nothing is sent.</summary>
    Close,
}
