namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The answers of an interaction, and their order.</summary>
public sealed class AnswerTests
{
    [Fact]
    public async Task Command_is_answered()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", context => context.AnswerAsync("pong")));

        var id = bot.Use("ping");
        var reply = await bot.ReplyAsync();

        Assert.Equal((id, "pong", false), (reply.InteractionId, reply.Content, reply.IsEphemeral));
        Assert.Empty(bot.Gateway.Violations);
    }
}
