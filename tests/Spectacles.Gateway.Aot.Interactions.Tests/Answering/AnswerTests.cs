using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

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
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Context_knows_who_caused_the_interaction_and_where()
    {
        Interaction? seen = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", context =>
        {
            seen = context;
            return context.AnswerAsync("pong", ephemeral: true);
        }));
        var who = bot.Guild.Members[2];

        var id = bot.Use("ping", who);
        var reply = await bot.ReplyAsync();

        Assert.True(reply.IsEphemeral);
        Assert.Equal((id, who.User.Id, bot.Guild.Id, "/ping"), (seen!.Id, seen.UserId, seen.GuildId, seen.Name));
        Assert.Equal((bot.Gateway.World.ApplicationId, reply.ChannelId), (seen.ApplicationId, seen.ChannelId));
        Assert.NotNull(seen.MemberPermissions);
        Assert.Null(seen.MessageId);
        Assert.DoesNotContain("interaction-", seen.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_answer_is_an_exception_that_says_where_the_first_was()
    {
        Exception? thrown = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.AnswerAsync("one");
            thrown = await Record.ExceptionAsync(() => context.AnswerAsync("two"));
            await context.FollowUpAsync("three");
        }));

        bot.Use("ping");
        await bot.ReplyAsync("three");

        Assert.IsType<InvalidOperationException>(thrown);
        Assert.Matches(
            @"^/ping was already answered in \w+ \(AnswerTests\.cs:\d+\), and \w+ \(AnswerTests\.cs:\d+\) answers it again\.",
            thrown.Message);
        Assert.Equal(["one", "three"], bot.Gateway.Replies.Select(reply => reply.Content));
    }

    [Fact]
    public async Task Answer_after_a_defer_replaces_the_waiting_message()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.DeferAsync(ephemeral: true);
            await context.AnswerAsync("pong");
        }));

        bot.Use("ping");
        var deferred = await bot.ReplyAsync();
        var answered = await bot.ReplyAsync();

        Assert.True(deferred is { IsDeferred: true, IsEphemeral: true });
        Assert.Equal((deferred.MessageId, "pong"), (answered.MessageId, answered.Content));
        Assert.Contains(bot.Gateway.Calls, call => call.Method == "PATCH" && call.Path.EndsWith("@original", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Update_changes_the_message_of_the_component()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule()
            .Command("menu", context => context.AnswerAsync(WithButtons("now", "later")))
            .Component("now", context => context.UpdateAsync(new InteractionMessage { Content = "updated at once" }))
            .Component("later", async context =>
            {
                await context.DeferUpdateAsync();
                await context.UpdateAsync("updated later");
            }));

        bot.Use("menu");
        var menu = (await bot.ReplyAsync()).MessageId!.Value;
        bot.Gateway.People.Press(bot.Guild, menu, "now");
        Assert.Equal(menu, (await bot.ReplyAsync("updated at once")).MessageId);
        bot.Gateway.People.Press(bot.Guild, menu, "later");
        Assert.Equal(menu, (await bot.ReplyAsync("updated later")).MessageId);
    }

    [Fact]
    public async Task Answer_after_the_defer_of_an_update_is_a_further_message()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule()
            .Command("menu", context => context.AnswerAsync(WithButtons("press")))
            .Component("press", async context =>
            {
                await context.DeferUpdateAsync();
                await context.AnswerAsync("further");
            }));

        bot.Use("menu");
        var menu = (await bot.ReplyAsync()).MessageId!.Value;
        bot.Gateway.People.Press(bot.Guild, menu, "press");

        Assert.NotEqual(menu, (await bot.ReplyAsync("further")).MessageId);
    }

    [Fact]
    public async Task Answer_can_be_edited_and_deleted()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.AnswerAsync("pong");
            Assert.Equal("edited", (await context.EditAsync("edited")).Content);
            await context.DeleteAsync();
            await context.FollowUpAsync("deleted", ephemeral: true);
        }));

        bot.Use("ping");
        Assert.True((await bot.ReplyAsync("deleted")).IsEphemeral);

        Assert.Contains(bot.Gateway.Calls, call => call is { Method: "DELETE", Status: 204 });
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Edit_completes_a_defer()
    {
        Exception? thrown = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.DeferAsync();
            await context.EditAsync("edited");
            thrown = await Record.ExceptionAsync(() => context.AnswerAsync("again"));
            await context.FollowUpAsync("end");
        }));

        bot.Use("ping");
        await bot.ReplyAsync("end");

        Assert.Contains("was already answered", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("edit")]
    [InlineData("follow up")]
    [InlineData("delete")]
    [InlineData("update")]
    [InlineData("defer update")]
    public async Task What_needs_an_answer_or_a_message_is_refused_without_one(string call)
    {
        Exception? thrown = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            thrown = await Record.ExceptionAsync(() => call switch
            {
                "edit" => context.EditAsync("x"),
                "follow up" => context.FollowUpAsync("x"),
                "delete" => context.DeleteAsync(),
                "update" => context.UpdateAsync("x"),
                _ => context.DeferUpdateAsync(),
            });
            await context.AnswerAsync("end");
        }));

        bot.Use("ping");
        await bot.ReplyAsync("end");

        Assert.Contains("/ping", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
        Assert.Single(bot.Gateway.Replies);
    }

    [Fact]
    public async Task After_15_minutes_nothing_is_sent()
    {
        var gate = new Gate();
        Exception? thrown = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            await context.DeferAsync();
            await gate.PassAsync();
            thrown = await Record.ExceptionAsync(() => context.AnswerAsync("late"));
            throw thrown!;
        }));

        bot.Use("ping");
        await gate.Reached;
        bot.Time.Advance(TimeSpan.FromMinutes(15));
        gate.Open();
        await bot.ErrorAsync("InteractionExpiredException");

        Assert.IsType<InteractionExpiredException>(thrown);
        Assert.DoesNotContain(bot.Gateway.Calls, call => call.Method == "PATCH");
    }

    [Fact]
    public async Task Refused_answer_can_be_sent_again()
    {
        Exception? thrown = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", async context =>
        {
            thrown = await Record.ExceptionAsync(() => context.AnswerAsync("first"));
            await context.AnswerAsync("second");
        }));
        bot.Gateway.Script.FailRestCalls(1, RestFault.Error(400, 50035, "Invalid Form Body"));

        bot.Use("ping");
        await bot.ReplyAsync("second");

        Assert.Equal(50035, Assert.IsType<DiscordApiException>(thrown).Code);
    }

    [Fact]
    public async Task Late_answer_is_reported_with_its_age()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", context => context.AnswerAsync("late")));
        bot.Gateway.Script.FailRestCalls(1, RestFault.Error(404, 10062, "Unknown interaction"));

        bot.Use("ping");
        var error = await bot.ErrorAsync("10062");

        Assert.Equal("Scripted.pingAsync", error.Handler);
        Assert.Contains("Discord waits 3 s", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("interaction-", $"{error.Message}{error.Exception}", StringComparison.Ordinal);
        Assert.Empty(bot.Gateway.Replies);
    }

    [Fact]
    public async Task Suggestions_answer_an_option_that_is_being_typed()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Completion(
            "play", _ => new([.. Enumerable.Range(1, 30).Select(number => new Suggestion($"song {number}", $"{number}"))])));

        bot.Gateway.People.TypeOption(bot.Guild, "play", "song", "so");
        var call = await bot.Gateway.WaitForCallAsync(
            call => call.Path.EndsWith("callback", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(204, call.Status);
        Assert.Contains("""{"name":"song 25","value":"25"}""", call.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("song 26", call.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_sent_with_the_answer()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("file", async context =>
        {
            await context.AnswerAsync(new InteractionMessage { Content = "first", Files = [RestFile.FromBytes("a.txt", "a"u8.ToArray())] });
            await context.FollowUpAsync(
                new InteractionMessage { Content = "next", Files = [RestFile.FromBytes("b.txt", "b"u8.ToArray())] });
        }));

        bot.Use("file");
        var reply = await bot.ReplyAsync("next");

        Assert.Single(bot.Gateway.World.Guilds[0].Channels, channel => channel.Id == reply.ChannelId);
        Assert.Empty(bot.Errors);
    }

    private static InteractionMessage WithButtons(params string[] ids) =>
        new() { Content = "menu", Components = [Components.Row([.. ids.Select(id => Components.Button(id, id))])] };
}
