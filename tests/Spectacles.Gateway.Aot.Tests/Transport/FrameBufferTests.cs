using System.Text;

namespace Spectacles.Gateway.Tests.Transport;

public sealed class FrameBufferTests
{
    [Fact]
    public void Message_in_one_frame_is_passed_on_without_a_copy()
    {
        using var buffer = new FrameBuffer(1024);
        byte[] frame = "message"u8.ToArray();

        Assert.True(buffer.TryInflate(frame, endOfMessage: true));

        Assert.True(buffer.Message == frame.AsSpan());
    }

    [Fact]
    public void Message_in_several_frames_is_collected_although_the_frames_are_overwritten()
    {
        using var buffer = new FrameBuffer(1024);
        byte[] frame = [(byte)'a'];
        for (int i = 0; i < 100; i++)
        {
            frame[0] = (byte)('a' + (i % 26));
            Assert.Equal(i == 99, buffer.TryInflate(frame, endOfMessage: i == 99));
        }

        Assert.StartsWith("abcdefghijklmnopqrstuvwxyzabc", Encoding.UTF8.GetString(buffer.Message), StringComparison.Ordinal);
        buffer.Release();
        Assert.True(buffer.TryInflate("next"u8.ToArray(), endOfMessage: true));
        Assert.Equal("next", Encoding.UTF8.GetString(buffer.Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Message_over_the_limit_keeps_only_its_start_and_the_next_message_is_complete(bool oneFrame)
    {
        using var buffer = new FrameBuffer(2048);
        byte[] message = new byte[3000];
        new Random(1).NextBytes(message);
        for (int round = 0; round < 3; round++)
        {
            for (int at = 0; !oneFrame && at < 2990; at += 13)
            {
                Assert.False(buffer.TryInflate(message.AsMemory(at, 13), endOfMessage: false));
            }

            Assert.True(buffer.TryInflate(message.AsMemory(oneFrame ? 0 : 2990), endOfMessage: true));
            Assert.Equal(3000, buffer.MessageLength);
            Assert.True(buffer.Message.SequenceEqual(message.AsSpan(0, 1024)));
            buffer.Release();

            Assert.True(buffer.TryInflate("next"u8.ToArray(), endOfMessage: true));
            Assert.Equal("next", Encoding.UTF8.GetString(buffer.Message));
            Assert.Equal(4, buffer.MessageLength);
            buffer.Release();
        }
    }

    [Fact]
    public void Endless_message_is_an_error_at_16_times_the_limit()
    {
        using var buffer = new FrameBuffer(1024);
        for (int i = 0; i < 16; i++)
        {
            Assert.False(buffer.TryInflate(new byte[1024], endOfMessage: false));
        }

        var error = Assert.Throws<MessageTooLargeException>(() => buffer.TryInflate(new byte[1], endOfMessage: false));
        Assert.Contains("has not ended after 16385 bytes", error.Message, StringComparison.Ordinal);
    }
}
