using static Spectacles.Gateway.GatewayIntents;

namespace Spectacles.Gateway.Generators.Tests;

public sealed class IntentRuleTests
{
    [Theory]
    [InlineData(None, None, None)]
    [InlineData(Guilds, None, Guilds)]
    [InlineData(GuildMessages | DirectMessages, None, GuildMessages | DirectMessages)]
    [InlineData(GuildPresences, None, GuildPresences)]
    [InlineData(Guilds | GuildMembers, None, Guilds)]
    [InlineData(Guilds | GuildMembers, GuildMembers, GuildMembers)]
    [InlineData(Guilds | GuildMembers, Guilds | GuildMembers, Guilds | GuildMembers)]
    [InlineData(GuildMessages | DirectMessages, DirectMessages, DirectMessages)]
    [InlineData(GuildMessages | DirectMessages, MessageContent, GuildMessages | DirectMessages | MessageContent)]
    [InlineData(GuildMessages | DirectMessages, GuildMessages | MessageContent, GuildMessages | MessageContent)]
    [InlineData(None, Guilds, Guilds)]
    public void Asks_for_what_delivers_the_event_and_for_nothing_privileged_unless_it_must(
        GatewayIntents deliveredBy,
        GatewayIntents named,
        GatewayIntents expected) =>
        Assert.Equal(expected, (GatewayIntents)IntentRule.Apply((long)deliveredBy, (long)named, (long)Privileged));
}
