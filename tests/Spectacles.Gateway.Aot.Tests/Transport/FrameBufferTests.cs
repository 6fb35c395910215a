using System.Text;
using Spectacles.Gateway.Transport;

namespace Spectacles.Gateway.Tests.Transport;

public sealed class FrameBufferTests
{
    [Fact]
    public void A_message_in_one_frame_is_handed_on_without_a_copy()
    {
        using var buffer = new FrameBuffer(1024);
        byte[] frame = "message"u8.ToArray();

        Assert.True(buffer.TryInflate(frame, endOfMessage: true));

        Assert.True(buffer.Message == frame.AsSpan());
    }

    [Fact]
    public void A_message_in_several_frames_is_collected_though_the_frames_are_overwritten()
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
    public void A_message_over_the_limit_is_an_error(bool oneFrame)
    {
        using var buffer = new FrameBuffer(1024);
        if (!oneFrame)
        {
            buffer.TryInflate(new byte[1000], endOfMessage: false);
        }

        Assert.Throws<MessageTooLargeException>(() => buffer.TryInflate(new byte[oneFrame ? 1025 : 25], endOfMessage: true));
    }
}
