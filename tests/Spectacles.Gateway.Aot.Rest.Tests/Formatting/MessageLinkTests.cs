namespace Spectacles.Gateway.Rest.Tests;

public sealed class MessageLinkTests
{
    [Theory]
    [InlineData("https://discord.com/channels/1/2/3", 1UL)]
    [InlineData("https://discord.com/channels/@me/2/3", null)]
    public void Link_is_written_without_an_allocation_and_read_back(string text, ulong? guild)
    {
        var link = new MessageLink(guild is { } id ? id : null, 2, 3);
        Assert.Equal(text, link.ToString());
        Allocation.AssertNoneWhenFormatted(link);
        Assert.True(MessageLink.TryParse(text, out var read));
        Assert.Equal(link, read);
        Assert.Equal(0, Allocation.Of(() => Assert.True(MessageLink.TryParse(text, out _))));
    }

    [Theory]
    [InlineData("https://ptb.discord.com/channels/1/2/3")]
    [InlineData("https://canary.discord.com/channels/1/2/3?a=b")]
    [InlineData("HTTPS://Discordapp.com/channels/1/2/3#x")]
    [InlineData("https://discord.com/channels/1/2/3/")]
    public void Link_of_another_client_is_read(string text)
    {
        Assert.True(MessageLink.TryParse(text, out var link));
        Assert.Equal(new MessageLink(1, 2, 3), link);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("http://discord.com/channels/1/2/3")]
    [InlineData("https://discord.com.example/channels/1/2/3")]
    [InlineData("https://example.com/discord.com/channels/1/2/3")]
    [InlineData("https://discord.com/channels/1/2")]
    [InlineData("https://discord.com/channels/1/2/3/4")]
    [InlineData("https://discord.com/channels/0/2/3")]
    [InlineData("https://discord.com/channels/1/@me/3")]
    [InlineData("https://discord.com/channels/1/2/x")]
    [InlineData("https://discord.com/users/1/2/3")]
    public void Other_address_is_no_link(string? text) => Assert.False(MessageLink.TryParse(text, out _));
}
