using System.Text;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>The format of the records in the log.</summary>
public sealed class RecordTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly RecordWriter writer = new(mostShards: 4);

    public void Dispose() => writer.Dispose();

    [Fact]
    public void Record_contains_what_was_added()
    {
        Add(shard: 3, session: 0xFFFF_FFFF_FFFF_FFFF, sequence: 7, "MESSAGE_CREATE", """{"id":"1"}""");
        Add(shard: 5, session: 2, sequence: long.MaxValue, "X", "null", laterBy: 1500);
        Add(shard: 3, session: 0xFFFF_FFFF_FFFF_FFFF, sequence: 8, "TYPING_START", new string('a', 100_000));

        Assert.True(EventRecord.TryRead(writer.Finish(group: 1, fence: 300, shardCount: 16).Span, out var record));

        Assert.Equal((1, 300L, 16), (record.Group, record.Fence, record.ShardCount));
        Assert.Equal((3, 2, false), (record.Count, record.Shards, record.IsRetry));
        Assert.Equal(Time, record.ReceivedAt);
        Assert.Equal(new RecordedShard(3, ulong.MaxValue, 8), record.Shard(0));
        Assert.Equal(new RecordedShard(5, 2, long.MaxValue), record.Shard(1));
        Assert.Equal(
            ["3 7 MESSAGE_CREATE 10 0", "5 9223372036854775807 X 4 1500", "3 8 TYPING_START 100000 0"], Describe(record));
    }

    [Fact]
    public void Writer_can_be_used_again()
    {
        Add(shard: 0, session: 1, sequence: 1, "X", new string('a', 100_000));
        writer.Finish(0, 1, 1);
        writer.Clear();
        Add(shard: 1, session: 1, sequence: 2, "Y", "2");

        Assert.True(EventRecord.TryRead(writer.Finish(0, 1, 2).Span, out var record));

        Assert.Equal(["1 2 Y 1 0"], Describe(record));
    }

    [Fact]
    public void Record_does_not_name_more_sessions_than_it_can()
    {
        for (int shard = 0; shard < 4; shard++)
        {
            Assert.True(Add(shard, session: 1, sequence: 1, "X", "1"));
        }

        Assert.True(Add(shard: 0, session: 1, sequence: 2, "X", "1"));
        Assert.False(Add(shard: 0, session: 2, sequence: 1, "X", "1"));
        Assert.Equal(5, writer.Count);
    }

    [Fact]
    public void Event_of_a_pack_can_be_cut_out_for_a_retry()
    {
        Add(shard: 1, session: 1, sequence: 1, "X", "1");
        Add(shard: 2, session: 2, sequence: 9, "Y", "22", laterBy: 10);
        using var other = new RecordWriter(1);

        var cut = RecordedEvents.Cut(writer.Finish(3, 4, 99).Span, index: 1, failedAttempts: 300, other);

        Assert.True(EventRecord.TryRead(cut.Span, out var record));
        Assert.Equal((true, 300), (record.IsRetry, record.FailedAttempts));
        Assert.Equal((3, 4L, 99), (record.Group, record.Fence, record.ShardCount));
        Assert.Equal(["2 9 Y 2 10"], Describe(record));
    }

    [Fact]
    public void Every_part_of_a_record_and_every_changed_byte_is_read_or_refused_without_an_exception()
    {
        Add(shard: 1, session: 1, sequence: 1, "X", "1");
        Add(shard: 2, session: 2, sequence: 9, "MESSAGE_CREATE", """{"content":"hello"}""");
        byte[] whole = writer.Finish(3, 4, 99).ToArray();
        int refused = 0;
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.True(IsRefused(whole.AsSpan(0, length)), $"the first {length} bytes were read");
        }

        for (int at = 0; at < whole.Length; at++)
        {
            for (int value = 0; value < 256; value++)
            {
                byte[] changed = [.. whole];
                changed[at] = (byte)value;
                refused += IsRefused(changed) ? 1 : 0;
            }
        }

        Assert.InRange(refused, 1, whole.Length * 256);
    }

    [Fact]
    public void Time_that_no_clock_has_is_refused_and_the_greatest_one_is_read()
    {
        var latest = DateTimeOffset.FromUnixTimeMilliseconds(RecordFormat.LatestTime);
        AddAt(latest);
        AddAt(latest.AddMilliseconds(int.MaxValue));
        Assert.False(IsRefused(writer.Finish(0, 1, 1).Span));

        writer.Clear();
        AddAt(latest.AddMilliseconds(1));
        byte[] tooLate = writer.Finish(0, 1, 1).ToArray();
        Assert.False(EventRecord.TryRead(tooLate, out _));
        Assert.Equal("", RecordedEvents.NameOfFirst(tooLate));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(long.MaxValue)]
    public void Integers_are_read_as_they_were_written(long value)
    {
        byte[] bytes = new byte[VariableInteger.LongestLength];
        int position = 0;

        int length = VariableInteger.Write(bytes, value);

        Assert.True(VariableInteger.TryRead(bytes.AsSpan(0, length), ref position, out long read));
        Assert.Equal((value, length), (read, position));
        position = 0;
        Assert.False(VariableInteger.TryRead(bytes.AsSpan(0, length - 1), ref position, out _));
    }

    private static bool IsRefused(ReadOnlySpan<byte> bytes)
    {
        if (!EventRecord.TryRead(bytes, out var record))
        {
            return true;
        }

        for (int i = 0; i < record.Shards; i++)
        {
            _ = record.Shard(i);
        }

        var events = record.Events;
        int count = 0;
        while (events.TryNext(out _))
        {
            count++;
        }

        return events.IsBroken || count != record.Count;
    }

    private static List<string> Describe(EventRecord record)
    {
        List<string> all = [];
        var events = record.Events;
        while (events.TryNext(out var one))
        {
            all.Add(
                $"{one.Shard.ShardId} {one.Sequence} {Encoding.UTF8.GetString(one.Name)} {one.Data.Length} "
                + $"{(one.ReceivedAt - Time).TotalMilliseconds}");
        }

        return all;
    }

    private void AddAt(DateTimeOffset time) => writer.TryAdd(new RecordedEvent
    {
        Shard = new RecordedShard(0, 1, 0),
        Sequence = 1,
        ReceivedAt = time,
        TraceContext = default,
        Name = "X"u8,
        Data = "1"u8,
    });

    private bool Add(int shard, ulong session, long sequence, string name, string data, int laterBy = 0) => writer.TryAdd(new RecordedEvent
    {
        Shard = new RecordedShard(shard, session, 0),
        Sequence = sequence,
        ReceivedAt = Time.AddMilliseconds(laterBy),
        TraceContext = default,
        Name = Encoding.UTF8.GetBytes(name),
        Data = Encoding.UTF8.GetBytes(data),
    });
}
