namespace Spectacles.Gateway.Fleet;

/// <summary>Where an event is in a record that was read before, and whose bytes remain.</summary>
/// <param name="Record">The record.</param>
/// <param name="Position">The <see cref="RecordedEvents.Position"/> before the event was read.</param>
internal readonly record struct EventPlace(ReadOnlyMemory<byte> Record, int Position)
{
    /// <summary>Reads the event.</summary>
    public RecordedEvent Read()
    {
        EventRecord.TryRead(Record.Span, out var record);
        var events = record.Events;
        events.Position = Position;
        events.TryNext(out var one);
        return one;
    }
}
