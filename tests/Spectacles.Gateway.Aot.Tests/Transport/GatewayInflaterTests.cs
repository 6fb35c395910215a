using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Spectacles.Gateway.Tests.Transport;

public sealed class GatewayInflaterTests() : InflaterTests(limit => new GatewayInflater(limit))
{
    private const string WithoutVectors = "DOTNET_EnableHWIntrinsic";

    [Theory]
    [InlineData("78 9D", "zlib header")]
    [InlineData("79 18", "zlib header")]
    [InlineData("88 1C", "zlib header")]
    [InlineData("78 BB", "dictionary")]
    [InlineData("78 9C 06", "unknown type")]
    [InlineData("78 9C 00 01 00 01 00", "length of a stored block")]
    [InlineData("78 9C 03 02", "before the start of the stream")]
    [InlineData("78 9C 1B 03", "code that is not valid")]
    [InlineData("78 9C FC FF FF", "more literals")]
    [InlineData("78 9C 04 00 00 00 00 00 00 00 00 00", "code for code lengths is empty")]
    [InlineData("78 9C 01 00 00 FF FF 00 00 00 01 00", "after its end")]
    public void Invalid_stream_is_an_error_with_the_reason_for_any_segmentation(string hex, string expected)
    {
        byte[] stream = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

        Assert.Contains(expected, Inflation.OfGatewayInflater(stream, null).Error, StringComparison.Ordinal);
        Assert.Contains(expected, Inflation.OfGatewayInflater(stream, new Random(1)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Inflater_accepts_no_data_after_an_error()
    {
        using var inflater = new GatewayInflater(100);
        Assert.Throws<InvalidDataException>(() => inflater.TryInflate("x!"u8.ToArray(), endOfMessage: true));

        Assert.Throws<InvalidDataException>(() => inflater.TryInflate(new byte[] { 0x78, 0x9C }, endOfMessage: true));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(5000)]
    [InlineData(70_000)]
    public void Message_limit_applies_at_every_start_position_in_the_buffer(int limit)
    {
        using var server = new FlushedDeflate();
        using var inflater = new GatewayInflater(limit);
        for (int round = 0; round < 100; round++)
        {
            Assert.True(inflater.TryInflate(server.Compress(Words(round, limit - (round % Math.Min(limit, 7)))), endOfMessage: true));
            Assert.Equal(Words(round, limit - (round % Math.Min(limit, 7))), Encoding.UTF8.GetString(inflater.Message));
            inflater.Release();
        }

        Assert.True(inflater.TryInflate(server.Compress(Words(7, limit + 1)), endOfMessage: true));
        Assert.Equal((Math.Min(limit, 1024), limit + 1), (inflater.Message.Length, inflater.MessageLength));
    }

    [Fact]
    public void Stored_message_over_the_limit_keeps_only_its_start()
    {
        using var inflater = new GatewayInflater(10);

        inflater.TryInflate(new byte[] { 0x78, 0x9C, 0, 11, 0, 0xF4, 0xFF, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 }, endOfMessage: false);

        Assert.Equal(11, inflater.MessageLength);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], inflater.Message.ToArray());
    }

    [Fact]
    public void Inflater_holds_no_more_memory_while_discarding_a_message_than_when_idle()
    {
        const int Limit = 1_000_000;
        using var window = new InflateWindow(Limit);
        long written = 0;
        void FillUp()
        {
            while (true)
            {
                int free = window.Free().Length;
                Assert.InRange(free, 1, written <= Limit ? 4 * Limit : InflateWindow.Capacity);
                window.Position += free;
                written += free;
                Assert.Equal(written, window.MessageLength);
            }
        }

        Assert.Throws<MessageTooLargeException>(FillUp);

        Assert.InRange(written, 16 * Limit, (16 * Limit) + InflateWindow.Capacity);
    }

    [Fact]
    public void Large_and_small_messages_alternate()
    {
        using var server = new FlushedDeflate();
        using var inflater = new GatewayInflater(4 * 1024 * 1024);
        for (int round = 0; round < 60; round++)
        {
            string text = Words(round, (round % 6) switch { 0 => 2_000_000, 1 => 40_000, 2 => 130_000, _ => 500 * round });
            Assert.True(inflater.TryInflate(server.Compress(text), endOfMessage: true));
            Assert.Equal(text, Encoding.UTF8.GetString(inflater.Message));
            inflater.Release();
        }
    }

    [Fact]
    public void Idle_inflater_holds_less_than_40_KB()
    {
        using var server = new FlushedDeflate();
        byte[] frame = server.Compress(Words(1, 3000));

        // The first one in a process creates the tables that all of them share.
        using var first = new GatewayInflater(4096);
        first.TryInflate(frame, endOfMessage: true);
        first.Release();
        long before = GC.GetAllocatedBytesForCurrentThread();

        using var inflater = new GatewayInflater(4096);
        inflater.TryInflate(frame, endOfMessage: true);
        inflater.Release();

        long managed = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(InflateWindow.Capacity + managed, 32 * 1024, 40 * 1024);
    }

    [Fact]
    public void Disposed_inflater_accepts_no_data()
    {
        using var server = new FlushedDeflate();
        byte[] frame = server.Compress(Words(1, 3000));
        var inflater = new GatewayInflater(4096);
        inflater.TryInflate(frame, endOfMessage: true);

        inflater.Dispose();

        Assert.True(inflater.Message.IsEmpty);
        inflater.Release();
        Assert.Throws<InvalidDataException>(() => inflater.TryInflate(frame, endOfMessage: true));
        inflater.Dispose();
    }

    [Fact]
    public async Task Inflater_gives_the_same_output_without_vector_instructions()
    {
        if (Environment.GetEnvironmentVariable(WithoutVectors) == "0")
        {
            Assert.False(Vector128.IsHardwareAccelerated);
            return;
        }

        var start = new ProcessStartInfo(
            "dotnet", [typeof(GatewayInflaterTests).Assembly.Location, "-noColor", "-class", "*GatewayInflater*"])
        {
            Environment = { [WithoutVectors] = "0", [GatewayInflaterPropertyTests.StreamsVariable] = "1000" },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, output);
    }

    /// <summary>Text that zlib makes codes of its own for, and that differs from round to round.</summary>
    private static string Words(int seed, int length)
    {
        var random = new Random(seed);
        return string.Create(length, random, static (chars, random) =>
        {
            for (int i = 0; i < chars.Length; i++)
            {
                chars[i] = random.Next(3) == 0 || i < 40 ? (char)random.Next('a', 'z') : chars[i - 1 - random.Next(40)];
            }
        });
    }
}
