namespace Spectacles.Gateway.Testing;

/// <summary>An item to send on a connection that is not an event.</summary>
/// <param name="Kind">How it is sent.</param>
/// <param name="Bytes">The message; empty for a close frame.</param>
/// <param name="After">The sequence of the event that must be sent before it.</param>
internal sealed record OutboxItem(OutboxItemKind Kind, ReadOnlyMemory<byte> Bytes, long After)
{
    public int CloseCode { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Called after everything before the item has been sent, immediately before the item is sent.</summary>
    public Action? BeforeSending { get; init; }
}
