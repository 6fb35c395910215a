using System.Buffers;
using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>
/// Reports the messages that were discarded because they exceed <see cref="ClusterOptions.MaxMessageBytes"/>: at most once a minute per
/// event name, with the number of messages in between.
/// </summary>
/// <param name="limit">The largest message in bytes.</param>
/// <param name="time">The clock.</param>
internal sealed class OversizedEvents(int limit, TimeProvider time)
{
    /// <summary>The maximum length of a name. All documented names are shorter.</summary>
    private const int LongestName = 64;

    /// <summary>The maximum number of names. Names come from the wire; further ones share one entry.</summary>
    private const int MostNames = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly SearchValues<byte> NameBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"u8);

    private readonly Lock gate = new();
    private readonly List<Entry> entries = [];

    /// <summary>Reports a discarded message.</summary>
    /// <param name="errors">The shard's error report.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="envelope">The known fields of the message.</param>
    /// <param name="length">Its length in bytes, after inflating.</param>
    public void Report(ErrorReport errors, int shardId, in Envelope envelope, long length)
    {
        string? name = NameOf(envelope.Event);
        if (CountUnreported(name ?? string.Empty) is not { } unreported)
        {
            return;
        }

        string what = name
            ?? (
                envelope.Op == Opcode.Dispatch
                    ? "An event"
                    : string.Create(CultureInfo.InvariantCulture, $"A message with opcode {(int)envelope.Op}"));
        string sequence = envelope.Sequence > 0 ? $" with sequence {envelope.Sequence}" : string.Empty;
        string others = unreported > 0 ? $" {unreported} more were discarded since the last report." : string.Empty;
        errors.Send(new GatewayError(
            GatewayErrorKind.Payload,
            $"{what}{sequence} has {length} bytes, more than ClusterOptions.MaxMessageBytes ({limit}). It was discarded; the connection "
                + $"stays open.{others} Raise MaxMessageBytes if the bot needs such events.",
            shardId)
        {
            EventName = name,
            Sequence = envelope.Sequence > 0 ? envelope.Sequence : null,
        });
    }

    private static string? NameOf(ReadOnlySpan<byte> name) =>
        !name.IsEmpty && name.Length <= LongestName && !name.ContainsAnyExcept(NameBytes) ? Encoding.ASCII.GetString(name) : null;

    /// <returns>The number of unreported messages since the last report; null if this one is not to be reported either.</returns>
    private long? CountUnreported(string name)
    {
        lock (gate)
        {
            var entry = Find(name);
            if (entry is null)
            {
                name = entries.Count < MostNames ? name : string.Empty;
                entry = Find(name);
            }

            if (entry is null)
            {
                entries.Add(new Entry(name, time.GetTimestamp()));
                return 0;
            }

            if (time.GetElapsedTime(entry.ReportedAt) < Interval)
            {
                entry.Unreported++;
                return null;
            }

            long unreported = entry.Unreported;
            entry.Unreported = 0;
            entry.ReportedAt = time.GetTimestamp();
            return unreported;
        }
    }

    private Entry? Find(string name) => entries.Find(entry => entry.Name == name);

    private sealed class Entry(string name, long reportedAt)
    {
        public string Name => name;

        public long ReportedAt { get; set; } = reportedAt;

        public long Unreported { get; set; }
    }
}
