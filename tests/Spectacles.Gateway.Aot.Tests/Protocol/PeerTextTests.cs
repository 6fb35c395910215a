namespace Spectacles.Gateway.Tests.Protocol;

public sealed class PeerTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("plain text, 'quoted', C:\\path", "plain text, 'quoted', C:\\path")]
    [InlineData("Größe 東京 😀", "Größe 東京 😀")]
    [InlineData("a\r\nb\tc", @"a\r\nb\tc")]
    [InlineData("\u001b[31mred\u0007\0", @"\u001B[31mred\u0007\u0000")]
    [InlineData("\u009b31m\u007f", @"\u009B31m\u007F")]
    [InlineData("\u202egpj.exe\u2066\u200b\ufeff", @"\u202Egpj.exe\u2066\u200B\uFEFF")]
    [InlineData("line\u2028and\u2029paragraph", @"line\u2028and\u2029paragraph")]
    [InlineData("\U000e0041", @"\U000E0041")]
    [InlineData("http://user:pass@host/path", "http://***@host/path")]
    [InlineData("http://@host/", "http://***@host/")]
    [InlineData("proxy 'http://us er:p@ss'word@host:1/' failed, and ws://a:b@c", "proxy 'http://***@host:1/' failed, and ws://***@c")]
    [InlineData("http://host/me@example.com and a@b", "http://host/me@example.com and a@b")]
    [InlineData("http://***@host", "http://***@host")]
    public void Escaped_peer_text_is_safe_to_print(string? text, string printed)
    {
        Assert.Equal(printed, PeerText.Escape(text));
        Assert.Equal(printed, PeerText.Escape(printed));
        Assert.Equal(text is null || text == printed, PeerText.IsSafe(text ?? ""));
    }

    [Theory]
    [InlineData('x', 200, 200)]
    [InlineData('x', 201, 200)]
    [InlineData('\n', 99, 198)]
    [InlineData('\n', 100, 199)]
    [InlineData('\u001b', 1000, 199)]
    public void Peer_text_is_truncated(char character, int count, int length)
    {
        string printed = PeerText.Escape(new string(character, count));

        Assert.Equal(length, printed.Length);
        Assert.Equal(length is 200 - 1 || count > length, printed.EndsWith('…'));
    }

    [Fact]
    public void Password_beyond_the_length_limit_is_not_printed() =>
        Assert.Equal("http://***@host", PeerText.Escape($"http://{new string('p', 500)}@host"));
}
