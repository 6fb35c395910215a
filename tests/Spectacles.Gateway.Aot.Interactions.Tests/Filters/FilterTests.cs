using System.Collections.Concurrent;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Filters around methods, and the checks of their attributes.</summary>
public sealed class FilterTests
{
    [Fact]
    public async Task Filters_run_in_order_and_back()
    {
        ConcurrentQueue<string> steps = [];
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", context =>
            {
                steps.Enqueue("method");
                return context.AnswerAsync("pong");
            }),
            options => options with { Filters = [new Recorder("a", steps), new Recorder("b", steps)] });

        bot.Use("ping");
        await bot.ReplyAsync("pong");
        await bot.Cluster.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["a before", "b before", "method", "b after", "a after"], steps);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Filter_refuses_with_a_text(bool slow)
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", context => context.AnswerAsync("pong")),
            options => options with { Filters = [new Refusing(slow, "Not today.")] });

        bot.Use("ping");
        var reply = await bot.ReplyAsync();

        Assert.Equal(("Not today.", true), (reply.Content, reply.IsEphemeral));
    }

    [Fact]
    public async Task Filter_may_take_time_before_the_options_are_read()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().CommandWithText("say", (context, text) => context.AnswerAsync($"you said {text}")),
            options => options with { Filters = [new Refusing(slow: true, refusal: null)] });

        bot.Gateway.People.UseCommand(
            bot.Guild, "say", options: new Dictionary<string, object> { ["text"] = "hello \"world\"" });

        await bot.ReplyAsync("you said hello \"world\"");
    }

    [Fact]
    public async Task Filter_that_answers_itself_returns_an_empty_text()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", context => context.AnswerAsync("pong")),
            options => options with { Filters = [new Answering()] });

        bot.Use("ping");
        await bot.ReplyAsync("answered by the filter");
        await bot.Cluster.StopAsync(TestContext.Current.CancellationToken);

        Assert.Single(bot.Gateway.Replies);
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Filter_handles_an_exception()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", _ => throw new InvalidDataException("no song")),
            options => options with { Filters = [new Catching()] });

        bot.Use("ping");
        await bot.ReplyAsync("caught: no song");
        await bot.Cluster.StopAsync(TestContext.Current.CancellationToken);

        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Missing_permissions_of_the_user_are_named()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule()
            .Command(
                "ban",
                context => context.AnswerAsync("banned"),
                method => method with { UserPermissions = Permissions.BanMembers | Permissions.KickMembers | Permissions.SendMessages })
            .Command(
                "say",
                context => context.AnswerAsync("said"),
                method => method with { UserPermissions = Permissions.SendMessages, BotPermissions = Permissions.SendMessages }));

        bot.Use("ban", bot.Guild.Members[3]);
        Assert.Equal("You need these permissions: KickMembers, BanMembers.", (await bot.ReplyAsync()).Content);
        bot.Use("say");
        Assert.Equal("said", (await bot.ReplyAsync()).Content);
    }

    [Fact]
    public async Task Cooldown_is_counted_for_each_user_and_ends()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "daily", context => context.AnswerAsync("done"), method => method with { CooldownSeconds = 60, CooldownUses = 2 }));

        bot.Use("daily");
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
        bot.Use("daily");
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
        bot.Time.Advance(TimeSpan.FromSeconds(15));
        bot.Use("daily");
        Assert.Equal("Try again in 45 s.", (await bot.ReplyAsync()).Content);
        bot.Use("daily", bot.Guild.Members[3]);
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
        bot.Time.Advance(TimeSpan.FromSeconds(45));
        bot.Use("daily");
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
    }

    [Fact]
    public async Task Value_that_does_not_fit_is_no_use_of_a_cooldown()
    {
        int calls = 0;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "daily",
            context => calls++ == 0 ? throw new OptionException("time", "\"x\" is not a duration.") : context.AnswerAsync("done"),
            method => method with { CooldownSeconds = 60 }));

        bot.Use("daily");
        Assert.Equal("\"x\" is not a duration.", (await bot.ReplyAsync()).Content);
        bot.Use("daily");
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
        bot.Use("daily");
        Assert.Equal("Try again in 60 s.", (await bot.ReplyAsync()).Content);
    }

    [Fact]
    public async Task Nobody_has_permissions_in_direct_messages()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "ban",
            context => context.AnswerAsync("banned"),
            method => method with { UserPermissions = Permissions.BanMembers | Permissions.KickMembers }));

        bot.Gateway.People.UseCommandDirectly(bot.Guild.Members[3].User, "ban");

        Assert.Equal("You need these permissions: KickMembers, BanMembers.", (await bot.ReplyAsync()).Content);
    }

    [Fact]
    public async Task Cooldown_of_the_guild_holds_for_all_and_the_number_of_cooldowns_is_limited()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule()
                .Command("one", context => context.AnswerAsync("done"), OfGuild(60))
                .Command("two", context => context.AnswerAsync("done"), OfGuild(120)),
            options => options with { MaxCooldowns = 1 });

        bot.Use("one");
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
        bot.Use("one", bot.Guild.Members[3]);
        Assert.Equal("Try again in 60 s.", (await bot.ReplyAsync()).Content);
        bot.Use("two");
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
        bot.Use("one");
        Assert.Equal("done", (await bot.ReplyAsync()).Content);
    }

    private static Func<InteractionMethod, InteractionMethod> OfGuild(int seconds) =>
        method => method with { CooldownSeconds = seconds, CooldownScope = CooldownScope.Guild };

    private sealed class Recorder(string name, ConcurrentQueue<string> steps) : IInteractionFilter
    {
        public ValueTask<string?> BeforeAsync(Interaction context)
        {
            steps.Enqueue($"{name} before");
            return default;
        }

        public ValueTask AfterAsync(Interaction context)
        {
            steps.Enqueue($"{name} after");
            return default;
        }
    }

    private sealed class Refusing(bool slow, string? refusal) : IInteractionFilter
    {
        public async ValueTask<string?> BeforeAsync(Interaction context)
        {
            if (slow)
            {
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }

            return refusal;
        }
    }

    private sealed class Answering : IInteractionFilter
    {
        public async ValueTask<string?> BeforeAsync(Interaction context)
        {
            await context.AnswerAsync("answered by the filter");
            return "";
        }
    }

    private sealed class Catching : IInteractionFilter
    {
        public async ValueTask<bool> ErrorAsync(Interaction context, Exception exception)
        {
            await context.AnswerAsync($"caught: {exception.Message}");
            return true;
        }
    }
}
