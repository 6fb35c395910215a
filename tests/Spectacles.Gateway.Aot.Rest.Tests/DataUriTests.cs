using System.Text;

namespace Spectacles.Gateway.Rest.Tests;

public sealed class DataUriTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A00", "data:image/png;base64,iVBORw0KGgoA")]
    [InlineData("FFD8FFE0", "data:image/jpeg;base64,/9j/4A==")]
    [InlineData("474946383961", "data:image/gif;base64,R0lGODlh")]
    [InlineData("524946460000000057454250", "data:image/webp;base64,UklGRgAAAABXRUJQ")]
    [InlineData("0000001C6674797061766966", "data:image/avif;base64,AAAAHGZ0eXBhdmlm")]
    [InlineData("4F676753", "data:audio/ogg;base64,T2dnUw==")]
    [InlineData("494433", "data:audio/mpeg;base64,SUQz")]
    [InlineData("FFFB", "data:audio/mpeg;base64,//s=")]
    public async Task Media_type_is_told_by_the_first_bytes(string hex, string uri)
    {
        Assert.Equal(uri, DataUri.FromBytes(Convert.FromHexString(hex)));
        using var stream = new ForwardStream(Convert.FromHexString(hex));
        Assert.Equal(uri, await DataUri.FromStreamAsync(stream, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Other_bytes_need_a_media_type()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("<svg/>");
        Assert.Throws<ArgumentException>(() => DataUri.FromBytes(bytes));
        Assert.Throws<ArgumentException>(() => DataUri.FromBytes([]));
        Assert.Equal("data:image/svg+xml;base64,PHN2Zy8+", DataUri.FromBytes(bytes, "image/svg+xml"));
    }

    [Fact]
    public async Task Stream_is_read_to_a_limit()
    {
        var cancel = TestContext.Current.CancellationToken;
        byte[] largest = [.. Convert.FromHexString("89504E470D0A1A0A"), .. new byte[DataUri.MaxBytes - 8]];
        using var allowed = new ForwardStream(largest);
        Assert.StartsWith("data:image/png;", await DataUri.FromStreamAsync(allowed, cancel), StringComparison.Ordinal);

        using var endless = new Zeros(long.MaxValue);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => DataUri.FromStreamAsync(endless, cancel));
        Assert.StartsWith("The content is longer than 10485760 bytes, and Discord refuses it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_text_is_allocated()
    {
        byte[] png = [.. Convert.FromHexString("89504E470D0A1A0A"), .. new byte[3000]];
        DataUri.FromBytes(png);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string text = DataUri.FromBytes(png);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        long start = 48 + (2 * "data:image/png;base64,".Length);
        Assert.InRange(allocated, 2 * text.Length, (2 * text.Length) + 32 + start);
    }
}
