using System.Text;

namespace Spectacles.Gateway.Zstd.Tests;

/// <summary>The inflater of zstd-stream.</summary>
public sealed class ZstdStreamTests : IDisposable
{
    private const int Limit = 16 * 1024 * 1024;
    private readonly FlushedZstd server = new();
    private readonly IInflater inflater = TransportCompression.ZstdStream.NewInflater(Limit);

    public void Dispose()
    {
        inflater.Dispose();
        server.Dispose();
    }

    [Fact]
    public void First_message_is_inflated_at_once()
    {
        Assert.True(inflater.TryInflate(server.Compress("""{"op":10,"d":{"heartbeat_interval":41250}}"""), endOfMessage: true));

        AssertMessage("""{"op":10,"d":{"heartbeat_interval":41250}}""");
    }

    [Fact]
    public void Message_split_over_frames_at_any_offset_is_complete()
    {
        for (int split = 0; ; split++)
        {
            string text = $$$"""{"op":0,"t":"MESSAGE_CREATE","d":{"n":{{{split}}}}}""";
            byte[] frame = server.Compress(text);
            if (split > frame.Length)
            {
                break;
            }

            Assert.False(inflater.TryInflate(frame.AsMemory(0, split), endOfMessage: false));
            Assert.True(inflater.TryInflate(frame.AsMemory(split), endOfMessage: true));
            AssertMessage(text);
        }
    }

    [Fact]
    public void Message_cut_within_a_block_waits_for_the_rest()
    {
        byte[] first = server.Compress("first");
        Assert.False(inflater.TryInflate(first.AsMemory(0, first.Length - 1), endOfMessage: true));

        Assert.True(inflater.TryInflate(first.AsMemory(first.Length - 1), endOfMessage: true));
        AssertMessage("first");
    }

    [Theory]
    [InlineData(1, 128 * 1024)]
    [InlineData(1, 128 * 1024 + 1)]
    [InlineData(1, 400_000)]
    [InlineData(3, 2_000_000)]
    [InlineData(19, 2_000_000)]
    [InlineData(3, 8_000_000)]
    public void Message_of_several_blocks_and_the_next_small_one_are_complete(int level, int length)
    {
        using var other = new FlushedZstd(level);
        byte[] large = Text(new Random(length), length);

        Assert.True(inflater.TryInflate(other.Compress(large), endOfMessage: true));
        Assert.True(inflater.Message.SequenceEqual(large));
        inflater.Release();

        Assert.True(inflater.TryInflate(other.Compress("small"), endOfMessage: true));
        AssertMessage("small");
    }

    [Fact]
    public void Incompressible_and_highly_compressible_messages_are_complete()
    {
        byte[] noise = new byte[300_000];
        new Random(1).NextBytes(noise);
        foreach (byte[] message in new[] { noise, new byte[300_000], noise, [.. noise, 1] })
        {
            Assert.True(inflater.TryInflate(server.Compress(message), endOfMessage: true));
            Assert.True(inflater.Message.SequenceEqual(message));
            inflater.Release();
        }
    }

    /// <summary>Ten streams of 300 messages each, with random levels, windows and frame sizes.</summary>
    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_streams_are_inflated_to_their_input(int seed)
    {
        var random = new Random(seed);
        using var sender = new FlushedZstd(random.Next(1, 12), random.Next(10, 24));
        using var receiver = TransportCompression.ZstdStream.NewInflater(Limit);
        for (int number = 0; number < 300; number++)
        {
            byte[] message = Text(random, random.Next(100) == 0 ? random.Next(400_000) : random.Next(1, 3_000));
            ReadOnlyMemory<byte> frame = sender.Compress(message);
            while (random.Next(3) > 0)
            {
                int size = random.Next(frame.Length + 1);
                Assert.False(receiver.TryInflate(frame[..size], endOfMessage: false));
                frame = frame[size..];
            }

            Assert.True(receiver.TryInflate(frame, endOfMessage: true));
            Assert.True(receiver.Message.SequenceEqual(message), $"message {number} of seed {seed}");
            receiver.Release();
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Fact]
    public void Inflating_a_message_does_not_allocate()
    {
        byte[][] frames =
        [
            .. Enumerable.Range(0, 4_000).Select(
                number =>
                    server.Compress(
                        $$$"""{"t":"MESSAGE_CREATE","s":{{{number}}},"op":0,"d":{"id":"{{{number * 7919}}}","content":"hello"}}""")),
        ];
        long[] windows = new long[3];
        Inflate(frames.AsSpan(0, 1_000));
        for (int window = 0; window < windows.Length; window++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Inflate(frames.AsSpan((window + 1) * 1_000, 1_000));
            windows[window] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // The runtime may recompile a loop meanwhile, once. Code that allocates does so in each window.
        Assert.Equal(0, windows.Min());
    }

    [Fact]
    public void Message_of_the_limit_is_complete_and_a_larger_one_keeps_its_beginning()
    {
        using var small = TransportCompression.ZstdStream.NewInflater(100_000);
        Assert.True(small.TryInflate(server.Compress(new byte[100_000]), endOfMessage: true));
        Assert.Equal(100_000, small.Message.Length);
        small.Release();

        for (int round = 0; round < 5; round++)
        {
            byte[] large = Text(new Random(round), 250_000);
            Assert.True(small.TryInflate(server.Compress(large), endOfMessage: true));
            Assert.Equal(large.Length, small.MessageLength);
            Assert.True(small.Message.SequenceEqual(large.AsSpan(0, 1024)));
            small.Release();

            Assert.True(small.TryInflate(server.Compress(large[..5_000]), endOfMessage: true));
            Assert.True(small.Message.SequenceEqual(large.AsSpan(0, 5_000)));
            Assert.Equal(5_000, small.MessageLength);
            small.Release();
        }
    }

    [Fact]
    public void Decompression_bomb_is_an_error_before_it_is_inflated()
    {
        using var small = TransportCompression.ZstdStream.NewInflater(100_000);
        byte[] bomb = server.Compress(new byte[40 * 100_000]);

        Assert.Throws<MessageTooLargeException>(() => small.TryInflate(bomb, endOfMessage: true));

        Assert.InRange(small.MessageLength, 1_600_001, 1_700_000);
        Assert.Equal(1024, small.Message.Length);
    }

    [Fact]
    public void Window_over_the_limit_is_an_error_and_not_allocated()
    {
        using var generous = new FlushedZstd(windowLog: 27);

        var error = Assert.Throws<InvalidDataException>(() => inflater.TryInflate(generous.Compress("hello"), endOfMessage: true));

        Assert.Contains("memory", error.Message, StringComparison.Ordinal);
        Assert.Equal(8 * 1024 * 1024, ZstdTransportCompression.MaxWindowBytes);
    }

    [Fact]
    public void Largest_allowed_window_is_accepted()
    {
        using var wide = new FlushedZstd(windowLog: 23);

        Assert.True(inflater.TryInflate(wide.Compress("hello"), endOfMessage: true));
        AssertMessage("hello");
    }

    [Theory]
    [InlineData("7B 22 6F 70 22 3A 31 30 7D")]
    [InlineData("78 9C 03 00")]
    [InlineData("28 B5 2F FD 00 40 07 00 00")]
    [InlineData("28 B5 2F FD 08 40 00 00 00")]
    public void Invalid_stream_is_an_error_and_ends_the_inflater(string hex)
    {
        byte[] garbage = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => inflater.TryInflate(garbage, endOfMessage: true));

        Assert.Throws<InvalidDataException>(() => inflater.TryInflate(server.Compress("hello"), endOfMessage: true));
    }

    /// <summary>A changed stream gives either an error or a message, and never more than the limit.</summary>
    [Fact]
    public void Random_damage_gives_an_error_or_a_message()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            var random = new Random(seed);
            using var sender = new FlushedZstd(random.Next(1, 5));
            using var receiver = TransportCompression.ZstdStream.NewInflater(10_000);
            byte[][] frames = [.. Enumerable.Range(0, 3).Select(_ => sender.Compress(Text(random, random.Next(1, 2_000))))];
            byte[] damaged = frames[random.Next(3)];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            if (Record.Exception(() => Inflate(receiver, frames)) is { } error)
            {
                Assert.True(error is InvalidDataException or MessageTooLargeException, $"seed {seed}: {error}");
            }
        }
    }

    [Fact]
    public void Inflaters_of_two_connections_share_no_state()
    {
        _ = server.Compress("the first message, with the head of the stream");
        using var fresh = TransportCompression.ZstdStream.NewInflater(Limit);

        Assert.Throws<InvalidDataException>(() => fresh.TryInflate(server.Compress("the second message"), endOfMessage: true));
    }

    [Fact]
    public void Disposed_inflater_throws()
    {
        inflater.Dispose();
        inflater.Dispose();

        Assert.Throws<ObjectDisposedException>(() => inflater.TryInflate(server.Compress("x"), endOfMessage: true));
    }

    private static void Inflate(IInflater receiver, byte[][] frames)
    {
        foreach (byte[] frame in frames)
        {
            if (receiver.TryInflate(frame, endOfMessage: true))
            {
                receiver.Release();
            }
        }
    }

    private static byte[] Text(Random random, int length)
    {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = random.Next(4) == 0 || i < 100 ? (byte)random.Next('a', 'z') : text[i - 1 - random.Next(100)];
        }

        return text;
    }

    private void Inflate(ReadOnlySpan<byte[]> frames)
    {
        foreach (byte[] frame in frames)
        {
            if (inflater.TryInflate(frame, endOfMessage: true))
            {
                inflater.Release();
            }
        }
    }

    private void AssertMessage(string expected)
    {
        Assert.Equal(expected, Encoding.UTF8.GetString(inflater.Message));
        inflater.Release();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Message_with_an_incomplete_last_block_waits_for_the_rest(int missing)
    {
        // A frame without a content size, a window of 1 KB, and one last raw block of eight bytes.
        byte[] frame = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x00, (8 << 3) | 1, 0, 0, .. "12345678"u8];

        Assert.False(inflater.TryInflate(frame.AsMemory(..^missing), endOfMessage: true));
        Assert.True(inflater.TryInflate(frame.AsMemory(frame.Length - missing), endOfMessage: true));
        AssertMessage("12345678");
    }
}
