using System.Text;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>What every inflater of zlib-stream does.</summary>
public abstract class InflaterTests(Func<int, IInflater> make) : IDisposable
{
    private const int Limit = 16 * 1024 * 1024;
    private readonly FlushedDeflate server = new();
    private readonly IInflater inflater = make(Limit);

    public void Dispose()
    {
        inflater.Dispose();
        server.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Message_split_across_frames_at_any_offset_is_complete()
    {
        for (int split = 0; ; split++)
        {
            byte[] frame = Compress($$$"""{"op":0,"t":"MESSAGE_CREATE","d":{"n":{{{split}}}}}""");
            if (split > frame.Length)
            {
                break;
            }

            // As continuation frames, and as web socket messages of their own.
            Assert.False(split < frame.Length && inflater.TryInflate(frame.AsMemory(0, split), endOfMessage: split % 2 == 0));
            Assert.True(
                split == frame.Length
                    ? inflater.TryInflate(frame, endOfMessage: true)
                    : inflater.TryInflate(frame.AsMemory(split), endOfMessage: true));
            AssertMessage($$$"""{"op":0,"t":"MESSAGE_CREATE","d":{"n":{{{split}}}}}""");
        }
    }

    [Fact]
    public void Messages_in_segments_of_any_size_share_one_context()
    {
        for (int size = 1; size < 40; size++)
        {
            byte[] frame = Compress($"message in pieces of {size}, which repeats what was said before");
            for (int at = 0; at < frame.Length; at += size)
            {
                bool last = at + size >= frame.Length;
                Assert.Equal(last, inflater.TryInflate(frame.AsMemory(at, Math.Min(size, frame.Length - at)), last));
            }

            AssertMessage($"message in pieces of {size}, which repeats what was said before");
        }
    }

    /// <summary>It adds nothing to the buffer, in which the mark is looked for.</summary>
    [Fact]
    public void Web_socket_message_without_bytes_is_no_gateway_message()
    {
        for (int round = 0; round < 3; round++)
        {
            Assert.False(inflater.TryInflate(default, endOfMessage: true));
            byte[] frame = Compress($"round {round}");
            Assert.False(inflater.TryInflate(frame, endOfMessage: false));
            Assert.True(inflater.TryInflate(default, endOfMessage: true));
            AssertMessage($"round {round}");
        }
    }

    [Fact]
    public void Flush_without_content_is_an_empty_message()
    {
        Assert.True(inflater.TryInflate(Compress("x"), endOfMessage: true));
        inflater.Release();

        Assert.True(inflater.TryInflate(new byte[] { 0, 0, 0, 0xFF, 0xFF }, endOfMessage: true));

        Assert.True(inflater.Message.IsEmpty);
    }

    [Fact]
    public void Several_messages_in_one_read_are_returned_together()
    {
        byte[] both = [.. Compress("first"), .. Compress("second")];

        Assert.True(inflater.TryInflate(both, endOfMessage: true));

        AssertMessage("firstsecond");
    }

    [Fact]
    public void Message_of_8_MB_and_the_next_small_message_are_complete()
    {
        string large = new string('a', 4_000_000) + string.Create(4_000_000, 0, (chars, _) =>
        {
            var random = new Random(1);
            foreach (ref char c in chars)
            {
                c = (char)random.Next('a', 'z');
            }
        });
        Assert.True(inflater.TryInflate(Compress(large), endOfMessage: true));
        AssertMessage(large);

        Assert.True(inflater.TryInflate(Compress("small"), endOfMessage: true));
        AssertMessage("small");
    }

    [Fact]
    public void Zlib_suffix_counts_only_at_the_end_of_a_WebSocket_message()
    {
        byte[] frame = Compress("hello");

        Assert.False(inflater.TryInflate(frame, endOfMessage: false));
        Assert.True(inflater.TryInflate(ReadOnlyMemory<byte>.Empty, endOfMessage: true));
        AssertMessage("hello");
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(5_000)]
    [InlineData(40_000)]
    [InlineData(1_000_000)]
    public void Message_over_the_limit_keeps_only_its_start_and_later_messages_are_complete(int limit)
    {
        using var small = make(limit);
        for (int round = 1; round < (limit > 100_000 ? 12 : 40); round++)
        {
            // At random, so that little of it is compressed, and with words of before, so that messages refer to each other.
            var random = new Random(round);
            string text = string.Concat(Enumerable.Range(0, limit / 8).Select(i => $"{random.Next(round * 1000)} word {i % 100} "));
            int length = (limit / 2 * round % (4 * limit)) + 1;
            text = string.Concat(Enumerable.Repeat(text, 8))[..Math.Min(length, text.Length * 8)];
            byte[] frame = Compress(text);
            int half = random.Next(frame.Length);
            Assert.False(small.TryInflate(frame.AsMemory(0, half), endOfMessage: false));
            Assert.True(small.TryInflate(frame.AsMemory(half), endOfMessage: true));

            Assert.Equal(text.Length, small.MessageLength);
            Assert.Equal(text.Length > limit ? text[..1024] : text, Encoding.UTF8.GetString(small.Message));
            small.Release();
        }
    }

    [Fact]
    public void Endless_message_is_an_error_at_16_times_the_limit()
    {
        using var small = make(100_000);
        byte[] bomb = Compress(new string('0', 2_000_000));
        int taken = 0;

        Assert.Throws<MessageTooLargeException>(() =>
        {
            for (; taken < bomb.Length; taken++)
            {
                small.TryInflate(bomb.AsMemory(taken, 1), endOfMessage: false);
                Assert.InRange(small.MessageLength, 0, 1_650_000);
            }
        });
        Assert.InRange(taken, 1, bomb.Length);
    }

    [Fact]
    public void Message_of_exactly_the_limit_is_complete()
    {
        string text = new('0', Limit);

        Assert.True(inflater.TryInflate(Compress(text), endOfMessage: true));
        Assert.Equal(Limit, inflater.Message.Length);
    }

    [Fact]
    public void Invalid_compressed_data_is_an_error()
    {
        Assert.Throws<InvalidDataException>(() => inflater.TryInflate("this is no zlib stream"u8.ToArray(), endOfMessage: true));
    }

    [Fact]
    public void Inflater_does_not_allocate_per_message_after_warm_up()
    {
        byte[][] frames =
        [
            .. Enumerable.Range(0, 2000).Select(
                i => Compress($$$"""{"op":0,"s":{{{i}}},"t":"TYPING_START","d":{"user_id":"{{{i * 7919L}}}"}}""")),
        ];
        foreach (byte[] frame in frames.AsSpan(0, 1000))
        {
            inflater.TryInflate(frame, endOfMessage: true);
            inflater.Release();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] frame in frames.AsSpan(1000))
        {
            inflater.TryInflate(frame, endOfMessage: true);
            inflater.Release();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private byte[] Compress(string text) => server.Compress(text);

    private void AssertMessage(string text)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(inflater.Message));
        inflater.Release();
    }
}
