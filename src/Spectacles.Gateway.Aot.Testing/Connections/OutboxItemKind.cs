namespace Spectacles.Gateway.Testing;

/// <summary>How an item of the outbox is sent.</summary>
internal enum OutboxItemKind
{
    /// <summary>A gateway message, compressed as the connection asks.</summary>
    Message,

    /// <summary>A text message that bypasses compression.</summary>
    RawText,

    /// <summary>A binary message that bypasses compression.</summary>
    RawBinary,

    /// <summary>The close frame. Nothing is sent after it.</summary>
    Close,
}
