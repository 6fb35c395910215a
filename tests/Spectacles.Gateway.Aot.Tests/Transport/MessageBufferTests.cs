namespace Spectacles.Gateway.Tests.Transport;

public sealed class MessageBufferTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(3_000_000)]
    public void Message_buffer_keeps_its_content_when_it_grows(int length)
    {
        using var buffer = new MessageBuffer(4_000_000);
        for (int i = 0; i < length;)
        {
            var free = buffer.Free;
            int count = Math.Min(free.Length, length - i);
            for (int j = 0; j < count; j++, i++)
            {
                free[j] = (byte)i;
            }

            buffer.Advance(count);
        }

        Assert.Equal(length, buffer.Written.Length);
        for (int i = 0; i < length; i++)
        {
            Assert.Equal((byte)i, buffer.Written[i]);
        }
    }

    [Fact]
    public void Message_buffer_keeps_a_message_of_exactly_its_limit_and_one_kilobyte_of_a_larger_one()
    {
        using var buffer = new MessageBuffer(100_000);
        buffer.Append(new byte[100_000]);
        Assert.Equal((100_000, 100_000), (buffer.Written.Length, buffer.Length));

        buffer.Append(new byte[2]);

        Assert.Equal((1024, 100_002), (buffer.Written.Length, buffer.Length));
        buffer.Clear();
        buffer.Append("next"u8);
        Assert.True(buffer.Written.SequenceEqual("next"u8));
        Assert.Equal(4, buffer.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(1024)]
    [InlineData(5000)]
    [InlineData(3_000_000)]
    public void Message_over_the_limit_uses_at_most_16_KB_and_fails_at_16_times_the_limit(int limit)
    {
        using var buffer = new MessageBuffer(limit);
        long length = 0;
        void FillUp()
        {
            while (true)
            {
                var free = buffer.Free;
                Assert.True(length <= limit || free.Length <= 16 * 1024);
                free.Fill((byte)'x');
                length += free.Length;
                buffer.Advance(free.Length);
                Assert.Equal(length, buffer.Length);
            }
        }

        Assert.Throws<MessageTooLargeException>(FillUp);

        Assert.InRange(length, (16L * limit) + 1, (16L * limit) + (16 * 1024));
        Assert.Equal(Math.Min(limit, 1024), buffer.Written.Length);
        Assert.False(buffer.Written.ContainsAnyExcept((byte)'x'));
    }

    [Fact]
    public void Large_message_uses_native_memory_which_is_freed_after_use()
    {
        using var buffer = new MessageBuffer(512 * 1024 * 1024);
        byte[] piece = new byte[1024 * 1024];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            buffer.Append(piece);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        buffer.Clear();
        Assert.InRange(buffer.Free.Length, 1, 16 * 1024);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue - 1)]
    public void Maximum_limit_does_not_overflow(int limit)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there pages that nobody touches cost nothing.");
        using var buffer = new MessageBuffer(limit);
        void FillUp()
        {
            while (true)
            {
                buffer.Advance(buffer.Free.Length);
            }
        }

        Assert.Throws<MessageTooLargeException>(FillUp);
        Assert.InRange(buffer.Length, int.MaxValue, (16L * int.MaxValue) + (16 * 1024));
    }
}
