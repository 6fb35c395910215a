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
    public void Intent_rule_selects_delivering_intents_and_privileged_ones_only_when_required(
        GatewayIntents deliveredBy,
        GatewayIntents named,
        GatewayIntents expected) =>
        Assert.Equal(expected, (GatewayIntents)IntentRule.Apply((long)deliveredBy, (long)named, (long)Privileged));
}
