using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The calls of methods: their number, their errors and their end.</summary>
public sealed class RunningTests
{
    [Fact]
    public async Task Cluster_has_one_set_of_interactions()
    {
        using var rest = new BotRest("MTIz.NDU2.Nzg5");
        await using var cluster = new Cluster("MTIz.NDU2.Nzg5");
        cluster.AddInteractions(rest, new ScriptedModule());

        var error = Assert.Throws<InvalidOperationException>(() => cluster.AddInteractions(rest, new ScriptedModule()));

        Assert.Contains("Pass all classes to one call", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exception_is_reported_with_its_method_and_answered()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", _ => throw new InvalidDataException("no song")));

        bot.Use("ping");
        var reply = await bot.ReplyAsync();
        var error = await bot.ErrorAsync("no song");

        Assert.Equal(("Something went wrong.", true), (reply.Content, reply.IsEphemeral));
        Assert.Equal("Scripted.pingAsync threw InvalidDataException at /ping: no song", error.Message);
        Assert.Equal(("Scripted.pingAsync", "INTERACTION_CREATE", GatewayErrorKind.Handler), (error.Handler, error.EventName, error.Kind));
        Assert.IsType<InvalidDataException>(error.Exception);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Exception_after_an_answer_or_a_defer_is_answered_too(bool defers)
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", async context =>
            {
                await (defers ? context.DeferAsync() : context.AnswerAsync("pong"));
                throw new InvalidDataException("no song");
            }),
            options => options with { Texts = new InteractionTexts { Failed = "Sorry." } });

        bot.Use("ping");
        var first = await bot.ReplyAsync();
        var told = await bot.ReplyAsync("Sorry.");

        Assert.Equal(defers, first.MessageId == told.MessageId);
    }

    [Fact]
    public async Task Value_that_does_not_fit_is_told_and_not_reported()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", _ => throw new OptionException("time", "\"x\" is not a duration.")));

        bot.Use("ping");
        var reply = await bot.ReplyAsync();

        Assert.Equal(("\"x\" is not a duration.", true), (reply.Content, reply.IsEphemeral));
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Texts_can_depend_on_the_language_of_the_user()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", _ => throw new InvalidDataException()),
            options => options with
            {
                TextsByLocale = locale => locale == Locale.EnglishUs ? new InteractionTexts { Failed = "Oh no." } : null,
            });

        bot.Use("ping");

        Assert.Equal("Oh no.", (await bot.ReplyAsync()).Content);
    }

    [Fact]
    public async Task Interaction_without_a_method_is_answered()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule()
                .Register("""{"type":1,"name":"old","description":"Of another version"}""")
                .Command("menu", context => context.AnswerAsync(
                    new InteractionMessage { Components = [Components.Row(Components.Button("gone", "Gone"))] })),
            options => options with { Texts = new InteractionTexts { Unknown = "Gone." } });

        bot.Use("old");
        var unknownCommand = await bot.ReplyAsync();
        bot.Use("menu");
        bot.Gateway.People.Press(bot.Guild, (await bot.ReplyAsync()).MessageId!.Value, "gone");
        var unknownComponent = await bot.ReplyAsync();

        Assert.Equal(("Gone.", true), (unknownCommand.Content, unknownCommand.IsEphemeral));
        Assert.Equal(("Gone.", true), (unknownComponent.Content, unknownComponent.IsEphemeral));
    }

    [Fact]
    public async Task Beyond_the_limit_of_running_methods_the_bot_is_busy()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("slow", async context =>
            {
                await gate.PassAsync();
                await context.AnswerAsync("pong");
            }),
            options => options with { MaxRunning = 1 });

        bot.Use("slow");
        await gate.Reached;
        bot.Use("slow");
        Assert.StartsWith("The bot is busy.", (await bot.ReplyAsync()).Content, StringComparison.Ordinal);
        gate.Open();
        await bot.ReplyAsync("pong");

        // The method ends after its answer has arrived.
        do
        {
            bot.Use("slow");
        }
        while ((await bot.ReplyAsync()).Content != "pong");
    }

    [Fact]
    public async Task Running_methods_neither_fill_the_shard_nor_take_too_long()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule()
                .Command("slow", async context =>
                {
                    await context.DeferAsync();
                    await gate.PassAsync();
                    await context.AnswerAsync("slow");
                })
                .Command("fast", context => context.AnswerAsync("fast")),
            options: new ClusterOptions { MaxInFlight = 1, HandlerTimeout = TimeSpan.FromMilliseconds(50) });

        bot.Use("slow");
        await gate.Reached;
        for (int i = 0; i < 20; i++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            bot.Use("fast");
            await bot.ReplyAsync("fast");
        }

        gate.Open();
        await bot.ReplyAsync("slow");
        Assert.Empty(bot.Errors);
        Assert.Equal(0, bot.Cluster.Shards[0].CallsAbandoned);
    }

    [Fact]
    public async Task Stop_waits_for_running_methods()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("slow", async context =>
        {
            await gate.PassAsync();
            await context.AnswerAsync("pong");
        }));

        bot.Use("slow");
        await gate.Reached;
        var stop = bot.Cluster.StopAsync(TestContext.Current.CancellationToken);
        gate.Open();

        await bot.ReplyAsync("pong");
        await stop.WaitAsync(InteractionBot.Patience, TestContext.Current.CancellationToken);
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Stop_cancels_methods_that_do_not_end_and_tells_their_users()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("slow", async context =>
            {
                await context.DeferAsync();
                await gate.PassAsync(context.CancellationToken);
            }),
            options: new ClusterOptions { StopTimeout = TimeSpan.FromSeconds(2) });

        bot.Use("slow");
        await gate.Reached;
        await bot.Cluster.StopAsync(TestContext.Current.CancellationToken);

        await bot.ReplyAsync("Something went wrong.");
        Assert.DoesNotContain(bot.Errors, error => error.Kind is GatewayErrorKind.Handler or GatewayErrorKind.Stop);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Repeated_interaction_is_handled_only_when_asked_for(bool handled)
    {
        var names = new List<string>();
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule()
                .Command("missed", context =>
                {
                    names.Add(context.Name);
                    return context.AnswerAsync("missed");
                })
                .Command("next", context => context.AnswerAsync("next")),
            options => options with { HandleReplayed = handled });
        var resumed = bot.Cluster.NextAsync<Resumed>(cancellationToken: TestContext.Current.CancellationToken);

        bot.Gateway.ConnectionOf(0).Drop();
        bot.Use("missed");
        await resumed.WaitAsync(InteractionBot.Patience, TestContext.Current.CancellationToken);
        bot.Use("next");
        await bot.ReplyAsync("next");

        Assert.Equal(handled ? ["/missed"] : [], names);
    }
}
