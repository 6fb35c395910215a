using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>What an edit sends, and what it means for the answer.</summary>
public sealed class EditTests
{
    private static readonly InteractionMessage Menu = new()
    {
        Content = "menu",
        Components = [Components.Row(Components.Button("next", "Next"))],
    };

    private static readonly PollRequest Question = new()
    {
        Question = new PollMedia { Text = "When?" },
        Answers = [Choice("Today"), Choice("Tomorrow")],
    };

    [Fact]
    public async Task Edit_sends_only_what_is_set_and_mentions_nobody()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync("@everyone");
            await context.EditAsync(new InteractionMessage { Components = Menu.Components });
        }));

        bot.Use("menu");
        await bot.ReplyAsync();
        var edited = await bot.ReplyAsync();

        Assert.DoesNotContain("\"content\"", edited.Body, StringComparison.Ordinal);
        Assert.Contains("\"allowed_mentions\":{\"parse\":[],", edited.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("null", edited.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_after_a_defer_mentions_nobody()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.DeferAsync();
            await context.AnswerAsync("@everyone");
        }));

        bot.Use("ping");
        var answer = await bot.ReplyAsync("@everyone");

        Assert.Contains("\"allowed_mentions\":{\"parse\":[],", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Update_after_an_automatic_defer_keeps_the_text()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule()
            .Command("menu", context => context.AnswerAsync(Menu))
            .Component(
                "next",
                async context =>
                {
                    await gate.PassAsync();
                    await context.UpdateAsync(new InteractionMessage { Components = [] });
                },
                method => method with { AutoDefer = DeferKind.Update }));

        bot.Use("menu");
        bot.Gateway.People.Press(bot.Guild, (await bot.ReplyAsync("menu")).MessageId!.Value, "next");
        await gate.Reached;
        Assert.True((await bot.ReplyAfterAsync(TimeSpan.FromSeconds(2))).IsDeferred);
        gate.Open();
        var updated = await bot.ReplyAsync();

        Assert.DoesNotContain("\"content\"", updated.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_can_become_a_message_of_components(bool defers)
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await (defers ? context.DeferAsync() : context.AnswerAsync("text"));
            await context.EditAsync(new InteractionMessage { Components = [Components.Text("components")] });
        }));

        bot.Use("menu");
        await bot.ReplyAsync();
        var edited = await bot.ReplyAsync();

        Assert.Contains("\"content\":null", edited.Body, StringComparison.Ordinal);
        Assert.Contains("\"embeds\":null", edited.Body, StringComparison.Ordinal);
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public void Thumbnail_without_a_description_has_none() => Assert.False(Components.Thumbnail("https://x").Description.IsPresent);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Message_may_be_only_a_poll(bool defers)
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("poll", async context =>
        {
            if (defers)
            {
                await context.DeferAsync();
            }

            await context.AnswerAsync(new InteractionMessage { Poll = Question });
        }));

        bot.Use("poll");
        var reply = await bot.ReplyAsync();
        reply = reply.IsDeferred ? await bot.ReplyAsync() : reply;

        Assert.Contains("Tomorrow", reply.Body, StringComparison.Ordinal);
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Edit_that_was_not_sent_is_not_the_answer()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.DeferAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.EditAsync("canceled", new CancellationToken(true)));
            await context.AnswerAsync("pong");
        }));

        bot.Use("ping");

        await bot.ReplyAsync("pong");
        Assert.Empty(bot.Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deferred_answer_that_is_deleted_or_sent_as_a_further_message_is_no_missing_answer(bool deletes)
    {
        Exception? again = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.DeferAsync(ephemeral: true);
            await (deletes ? context.DeleteAsync() : context.FollowUpAsync("pong"));
            again = await Record.ExceptionAsync(() => context.AnswerAsync("again"));
        }));

        bot.Use("ping");
        await bot.ReplyAsync();
        await bot.Cluster.StopAsync(TestContext.Current.CancellationToken);

        Assert.Contains("was already answered", Assert.IsType<InvalidOperationException>(again).Message, StringComparison.Ordinal);
        Assert.Empty(bot.Errors);
    }

    private static PollAnswerRequest Choice(string text) => new() { PollMedia = new PollMedia { Text = text } };
}
