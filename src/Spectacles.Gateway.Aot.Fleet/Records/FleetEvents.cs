using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>Reads records of the log, such as that of a <see cref="DeadLetter"/>.</summary>
public static class FleetEvents
{
    /// <summary>Reads the events of a record, in order. Copies their payloads.</summary>
    /// <param name="record">The record. It comes from the broker, so every byte of it may be wrong.</param>
    /// <param name="events">The events; of a record that is not complete, those before the break.</param>
    /// <returns>Whether the record is complete, and of a version that this library knows.</returns>
    public static bool TryRead(ReadOnlySpan<byte> record, out IReadOnlyList<FleetEvent> events)
    {
        var read = new List<FleetEvent>();
        events = read;
        if (!EventRecord.TryRead(record, out var head))
        {
            return false;
        }

        var recorded = head.Events;
        while (recorded.TryNext(out var one))
        {
            read.Add(new FleetEvent
            {
                Name = Encoding.UTF8.GetString(one.Name),
                ShardId = one.Shard.ShardId,
                Sequence = one.Sequence,
                ReceivedAt = one.ReceivedAt,
                Data = one.Data.ToArray(),
            });
        }

        return !recorded.IsBroken;
    }
}
