namespace Spectacles.Gateway.Tests.Protocol;

public sealed class ResumeHostsTests
{
    [Theory]
    [InlineData("wss://gateway-us-east1-b.discord.gg", true)]
    [InlineData("wss://GATEWAY-us-east1-b.Discord.gg:443", true)]
    [InlineData("wss://gateway.discord.gg", true)]
    [InlineData("wss://discord.gg", true)]
    [InlineData("wss://discord.com", true)]
    [InlineData("wss://gateway.discord.com", true)]
    [InlineData("wss://a.b.discord.gg", true)]
    [InlineData("ws://gateway-us-east1-b.discord.gg", false)]
    [InlineData("wss://evil.gg", false)]
    [InlineData("wss://evildiscord.gg", false)]
    [InlineData("wss://gateway.discord.gg.evil.com", false)]
    [InlineData("wss://discord.gg@evil.com", false)]
    [InlineData("wss://10.0.0.1", false)]
    [InlineData("wss://extra.example", true)]
    [InlineData("wss://not.extra.example", false)]
    [InlineData("wss://a.below.example", true)]
    [InlineData("wss://below.example", false)]
    public void Sessions_of_Discord_resume_only_at_hosts_of_Discord_and_at_allowed_hosts(string address, bool allowed) =>
        Assert.Equal(
            allowed,
            new ResumeHosts(Gateway.DiscordApi, ["extra.example", ".below.example"])
                .Allow(new Uri(address), new Uri("wss://gateway.discord.gg")));

    [Theory]
    [InlineData("ws://127.0.0.1:5000", "ws://127.0.0.1:7000", true)]
    [InlineData("ws://127.0.0.1:5000", "ws://127.0.0.2:5000", false)]
    [InlineData("ws://10.1.2.3", "ws://9.1.2.3", false)]
    [InlineData("ws://[::1]:5000", "ws://[::1]:5000", true)]
    [InlineData("ws://localhost:5000", "ws://localhost:7000", true)]
    [InlineData("ws://proxy", "ws://other", false)]
    [InlineData("ws://proxy", "wss://proxy", true)]
    [InlineData("wss://example.co.uk", "wss://evil.co.uk", false)]
    [InlineData("wss://example.co.uk", "wss://zone.example.co.uk", true)]
    [InlineData("wss://gateway.example.co.uk", "wss://zone.example.co.uk", false)]
    [InlineData("wss://mine.herokuapp.com", "wss://stranger.herokuapp.com", false)]
    public void Sessions_of_a_custom_gateway_resume_only_at_its_own_host_and_subdomains(string main, string address, bool allowed) =>
        Assert.Equal(allowed, new ResumeHosts(new Uri("http://api.unrelated.test/api/v10"), []).Allow(new Uri(address), new Uri(main)));
}
