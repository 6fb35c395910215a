using Spectacles.Gateway.Transport;

namespace Spectacles.Gateway.Tests.Transport;

public sealed class MessageBufferTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(3_000_000)]
    public void Keeps_what_is_written_while_it_grows(int length)
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
    public void Takes_a_message_of_just_its_limit_and_no_more()
    {
        using var buffer = new MessageBuffer(100_000);
        buffer.Append(new byte[100_000]);

        Assert.Equal(100_000, buffer.Written.Length);
        Assert.Throws<MessageTooLargeException>(() => buffer.Append(new byte[2]));
    }

    [Fact]
    public void A_large_message_lies_in_native_memory_and_is_gone_when_it_is_done()
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
    public void The_largest_limits_there_are_are_not_overrun(int limit)
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
        Assert.Equal(int.MaxValue, buffer.Written.Length);
        Assert.Throws<MessageTooLargeException>(() => buffer.Append([1, 2]));
    }
}
