namespace Spectacles.Gateway.Tests.Protocol;

/// <summary>Which addresses are taken from a server, and where a session may be resumed.</summary>
public sealed class GatewayAddressTests
{
    [Theory]
    [InlineData("wss://gateway.discord.gg")]
    [InlineData("wss://gateway.discord.gg:443/")]
    [InlineData("wss://gateway-us-east1-b.discord.gg")]
    [InlineData("ws://127.0.0.1:5000")]
    [InlineData("ws://[::1]:5000/gateway?x=1")]
    [InlineData("ws://localhost:5000")]
    [InlineData("ws://3f2504e04f89:4000")]
    [InlineData("ws://0xbot.internal:4000/path")]
    [InlineData("wss://discord.gg.example:8443")]
    [InlineData("wss://xn--bcher-kva.example")]
    public void Unambiguous_gateway_URL_is_accepted(string text)
    {
        Assert.True(GatewayAddress.TryParse(text, out var address));
        Assert.Null(GatewayAddress.Fault(address));
    }

    [Theory]
    [InlineData("wss://user:pass@gateway.discord.gg", "a user name or a password")]
    [InlineData("wss://gateway.discord.gg@evil.example", "a user name or a password")]
    [InlineData("wss://@gateway.discord.gg", "a character that is not allowed")]
    [InlineData("wss://gateway.discord.gg/\\evil", "a character that is not allowed")]
    [InlineData("wss://gateway.discord.gg\r\n", "a character that is not allowed")]
    [InlineData("wss://gateway.discord.gg/\u202e", "a character that is not allowed")]
    [InlineData("wss://gateway.discord.gg/#evil", "a fragment")]
    [InlineData("wss://gateway.discord.gg#", "a fragment")]
    [InlineData("wss://gateway.discord.gg:8443", "on a port other than 443")]
    [InlineData("wss://discord.com:80", "on a port other than 443")]
    [InlineData("ws://gateway.discord.gg", "on a port other than 443")]
    [InlineData("ws://GATEWAY.DISCORD.GG:443", "on a port other than 443")]
    [InlineData("wss://2130706433", "an IP address in an unusual notation")]
    [InlineData("wss://0x7f.1", "an IP address in an unusual notation")]
    [InlineData("wss://0x7f000001", "an IP address in an unusual notation")]
    [InlineData("wss://0177.0.0.1", "an IP address in an unusual notation")]
    [InlineData("wss://127.1", "an IP address in an unusual notation")]
    [InlineData("wss://127.0.0.1.", "an IP address in an unusual notation")]
    [InlineData("wss://１２７.0.0.1", "an IP address in an unusual notation")]
    [InlineData("wss://1.2.3.4.5", "an IP address in an unusual notation")]
    [InlineData("wss://evil.127.0.0.1", "an IP address in an unusual notation")]
    [InlineData("wss://evil.0x7f", "an IP address in an unusual notation")]
    [InlineData("wss://[::ffff:127.0.0.1]", "an IP address in an unusual notation")]
    [InlineData("wss://[::ffff:7f00:1]", "an IP address in an unusual notation")]
    [InlineData("wss://[::127.0.0.1]", "an IP address in an unusual notation")]
    public void Ambiguous_gateway_URL_is_rejected_with_the_reason(string text, string reason)
    {
        Assert.True(GatewayAddress.TryParse(text, out var address));

        Assert.Contains(reason, GatewayAddress.Fault(address), StringComparison.Ordinal);
        Assert.False(new ResumeHosts(new Uri("https://discord.com/api/v10"), [address.IdnHost]).Allow(address, address));
    }

    [Theory]
    [InlineData("https://gateway.discord.gg")]
    [InlineData("wss:gateway.discord.gg")]
    [InlineData("gateway.discord.gg")]
    [InlineData(null)]
    public void URL_without_a_WebSocket_scheme_and_host_is_rejected(string? text) => Assert.False(GatewayAddress.TryParse(text, out _));

    /// <summary>With ICU the runtime finds no ASCII form of these, and throws when it is asked for one; without, it makes up one.</summary>
    [Theory]
    [InlineData("wss://\u202ea\u200d")]
    [InlineData("wss://\u2025_")]
    [InlineData("wss://xn--\u200dß\u2025")]
    public void Host_without_an_ASCII_form_is_rejected_without_an_exception(string text)
    {
        var main = new Uri("wss://gateway.discord.gg");
        Assert.False(GatewayAddress.TryParse(text, out var address) && new ResumeHosts(main, []).Allow(address, main));
        Assert.False(new ResumeHosts(main, []).Allow(new Uri(text), main));
        Assert.StartsWith("wss://", GatewayAddress.NameOf(new Uri(text)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wss://gateway.discord.gg", "wss://gateway-us-east1-b.discord.gg", true)]
    [InlineData("wss://gateway.discord.gg", "wss://gateway-us-east1-b.discord.gg:444", false)]
    [InlineData("wss://gateway.discord.gg", "wss://discord.gg.evil.example", false)]
    [InlineData("wss://gateway.discord.gg", "wss://evildiscord.gg", false)]
    [InlineData("wss://gateway.discord.gg", "wss://gateway.discord.gg.", false)]
    [InlineData("wss://gateway.discord.gg", "wss://gateway.discord.gg\u3002evil.example", false)]
    [InlineData("wss://gateway.discord.gg", "wss://gateway.dіscord.gg", false)]
    [InlineData("wss://gateway.discord.gg", "wss://127.0.0.1", false)]
    [InlineData("ws://127.0.0.1:5000", "ws://127.0.0.1:5001", true)]
    [InlineData("ws://127.0.0.1:5000", "ws://2130706433:5000", false)]
    [InlineData("ws://127.0.0.1:5000", "ws://evil.127.0.0.1:5000", false)]
    [InlineData("wss://bots.example", "wss://eu.bots.example:8443", true)]
    public void Session_resumes_only_at_hosts_of_its_gateway(string main, string resume, bool allowed) =>
        Assert.Equal(allowed, new ResumeHosts(new Uri("https://discord.com/api/v10"), []).Allow(new Uri(resume), new Uri(main)));

    [Theory]
    [InlineData("wss://user:pass@host:8443/path?query", "wss://host:8443")]
    [InlineData("ws://[::1]:80", "ws://[::1]")]
    [InlineData("wss://bücher.example", "wss://xn--bcher-kva.example")]
    public void Gateway_URL_appears_in_errors_as_scheme_host_and_port(string address, string name) =>
        Assert.Equal(name, GatewayAddress.NameOf(new Uri(address)));
}
