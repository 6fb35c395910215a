namespace Spectacles.Gateway.Tests.Protocol;

public sealed class UserAgentTests
{
    [Theory]
    [InlineData("https://example.org/bot", "DiscordBot (https://example.org/bot, 1.2.3) Spectacles.Gateway.Aot")]
    [InlineData("", "DiscordBot (Spectacles.Gateway.Aot, 1.2.3) Spectacles.Gateway.Aot")]
    public void User_agent_has_the_form_that_Discord_requires(string url, string expected) =>
        Assert.Equal(expected, UserAgent.Of(url, "1.2.3"));
}
