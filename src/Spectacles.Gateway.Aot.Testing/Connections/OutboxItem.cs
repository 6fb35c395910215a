namespace Spectacles.Gateway.Testing;

/// <summary>Something other than an event that is to be sent on a connection.</summary>
/// <param name="Kind">How it is sent.</param>
/// <param name="Bytes">The message; empty for a close frame.</param>
/// <param name="After">The sequence of the event that goes before it.</param>
internal sealed record OutboxItem(OutboxItemKind Kind, ReadOnlyMemory<byte> Bytes, long After)
{
    public int CloseCode { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>Happens when everything before the item has been sent, just before the item is.</summary>
    public Action? BeforeSending { get; init; }
}
