namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>How fast each shard receives its events.</summary>
/// <param name="Interval">The time between two batches.</param>
/// <param name="Batch">The number of events in a batch.</param>
internal sealed record Pace(TimeSpan Interval, int Batch)
{
    /// <summary>Reads <c>every=microseconds</c> and <c>batch=events</c>; null when the events are sent at once.</summary>
    public static Pace? Of(string[] settings) => Setting.Of("every", settings) is { } interval
        ? new Pace(TimeSpan.FromMicroseconds(interval), Setting.Of("batch", settings) ?? 1)
        : null;

    /// <summary>The bytes of each turn of a portion: the first message, batches, and the last message.</summary>
    public List<ReadOnlyMemory<byte>> Turns(ReadOnlyMemory<byte> portion)
    {
        var messages = new List<int>();
        for (var rest = portion; !rest.IsEmpty; messages.Add(portion.Length - rest.Length))
        {
            Frames.Take(ref rest);
        }

        var turns = new List<ReadOnlyMemory<byte>>();
        int begin = 0;
        for (int message = 0; message < messages.Count; message++)
        {
            if (message == 0 || message % Batch == 0 || message >= messages.Count - 2)
            {
                turns.Add(portion[begin..messages[message]]);
                begin = messages[message];
            }
        }

        return turns;
    }
}
