using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>What happens when a method has not answered after two seconds.</summary>
public sealed class AutoDeferTests
{
    private static readonly TimeSpan TwoSeconds = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(DeferKind.Reply, false)]
    [InlineData(DeferKind.EphemeralReply, true)]
    public async Task Method_is_deferred_and_its_answer_replaces_the_waiting_message(DeferKind kind, bool ephemeral)
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", Answer(gate), Deferring(kind)));

        bot.Use("ping");
        await gate.Reached;
        var deferred = await bot.ReplyAfterAsync(TwoSeconds);
        gate.Open();
        var answered = await bot.ReplyAsync();

        Assert.Equal((true, ephemeral), (deferred.IsDeferred, deferred.IsEphemeral));
        Assert.Equal((deferred.MessageId, "pong"), (answered.MessageId, answered.Content));
        Assert.Empty(bot.Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ephemeral_answer_is_not_shown_to_all(bool isFollowUp)
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "ping",
            async context =>
            {
                await gate.PassAsync();
                await (isFollowUp ? context.FollowUpAsync("secret", ephemeral: true) : context.AnswerAsync("secret", ephemeral: true));
            },
            Deferring(DeferKind.Reply)));

        bot.Use("ping");
        await gate.Reached;
        await bot.ReplyAfterAsync(TwoSeconds);
        gate.Open();

        Assert.Equal("Something went wrong.", (await bot.ReplyAsync()).Content);
        await bot.ErrorAsync("cannot be ephemeral, and was not sent. Defer with [AutoDefer(DeferKind.EphemeralReply)].");
    }

    [Fact]
    public async Task Component_is_deferred_without_a_visible_change()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule()
            .Command("menu", context => context.AnswerAsync(
                new InteractionMessage { Components = [Components.Row(Components.Button("press", "Press"))] }))
            .Component(
                "press",
                async context =>
                {
                    await gate.PassAsync();
                    await context.UpdateAsync("pressed");
                },
                Deferring(DeferKind.Update)));

        bot.Use("menu");
        var menu = (await bot.ReplyAsync()).MessageId!.Value;
        bot.Gateway.People.Press(bot.Guild, menu, "press");
        await gate.Reached;
        Assert.True((await bot.ReplyAfterAsync(TwoSeconds)).IsDeferred);
        gate.Open();

        Assert.Equal(menu, (await bot.ReplyAsync("pressed")).MessageId);
    }

    [Fact]
    public async Task Delay_is_an_option()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", Answer(gate), Deferring(DeferKind.Reply)),
            options => options with { DeferAfter = TimeSpan.FromMilliseconds(500) });

        bot.Use("ping");
        await gate.Reached;

        Assert.True((await bot.ReplyAfterAsync(TimeSpan.FromMilliseconds(500))).IsDeferred);
        gate.Open();
        await bot.ReplyAsync("pong");
    }

    [Fact]
    public async Task Answered_interaction_is_not_deferred()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "ping",
            async context =>
            {
                await Task.Yield();
                await context.AnswerAsync("pong");
                await gate.PassAsync();
                await context.FollowUpAsync("end");
            },
            Deferring(DeferKind.Reply)));

        bot.Use("ping");
        await gate.Reached;
        bot.Time.Advance(TwoSeconds);
        gate.Open();
        await bot.ReplyAsync("end");

        Assert.DoesNotContain(bot.Gateway.Replies, reply => reply.IsDeferred);
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Own_defer_after_an_automatic_one_has_no_effect_and_a_modal_is_refused()
    {
        var gate = new Gate();
        Exception? thrown = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "ping",
            async context =>
            {
                await gate.PassAsync();
                await context.DeferAsync();
                thrown = await Record.ExceptionAsync(() => context.ShowModalAsync(
                    new Modal("m", "M") { Components = [Components.Label("L", Components.TextInput("t"))] }));
                await context.AnswerAsync("pong");
            },
            Deferring(DeferKind.Reply)));

        bot.Use("ping");
        await gate.Reached;
        await bot.ReplyAfterAsync(TwoSeconds);
        gate.Open();
        await bot.ReplyAsync("pong");

        Assert.Contains(
            "was already deferred by its [AutoDefer]", Assert.IsType<InvalidOperationException>(thrown).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DeferKind.Reply, true)]
    [InlineData(DeferKind.EphemeralReply, false)]
    public async Task Own_defer_with_another_visibility_is_refused(DeferKind kind, bool ephemeral)
    {
        var gate = new Gate();
        Exception? thrown = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "ping",
            async context =>
            {
                await gate.PassAsync();
                thrown = await Record.ExceptionAsync(() => context.DeferAsync(ephemeral));
                await context.AnswerAsync("pong");
            },
            Deferring(kind)));

        bot.Use("ping");
        await gate.Reached;
        await bot.ReplyAfterAsync(TwoSeconds);
        gate.Open();
        await bot.ReplyAsync("pong");

        Assert.StartsWith(
            $"/ping was already deferred by its [AutoDefer], visibly {(ephemeral ? "for all" : "for the user only")}, so ",
            Assert.IsType<InvalidOperationException>(thrown).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_defer_is_sent_if_the_automatic_one_failed()
    {
        var gate = new Gate();
        Interaction? seen = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "ping",
            async context =>
            {
                seen = context;
                await gate.PassAsync();
                await context.DeferAsync(ephemeral: true);
                await context.AnswerAsync("pong");
            },
            Deferring(DeferKind.Reply)));
        bot.Gateway.Script.FailRestCalls(1, Testing.RestFault.Error(400, 50035, "Invalid Form Body"));

        bot.Use("ping");
        await gate.Reached;
        await bot.AdvanceUntilAsync(TwoSeconds, () => seen!.IsAnswered || !bot.Errors.IsEmpty);
        gate.Open();
        var deferred = await bot.ReplyAsync();
        var answered = await bot.ReplyAsync("pong");

        Assert.Equal((true, true), (deferred.IsDeferred, deferred.IsEphemeral));
        Assert.Equal(deferred.MessageId, answered.MessageId);
    }

    [Fact]
    public async Task Answers_at_the_moment_of_the_defer_are_never_sent_twice()
    {
        const int Rounds = 100;
        var gates = Enumerable.Range(0, Rounds).Select(_ => new Gate()).ToArray();
        int next = -1;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command(
            "ping",
            async context =>
            {
                int number = Interlocked.Increment(ref next);
                await gates[number].PassAsync();
                await context.AnswerAsync($"pong {number}.");
            },
            Deferring(DeferKind.Reply)));

        for (int i = 0; i < Rounds; i++)
        {
            bot.Use("ping");
            await gates[i].Reached;
            var gate = gates[i];
            var opening = Task.Factory.StartNew(
                gate.Open, TestContext.Current.CancellationToken, TaskCreationOptions.None, TaskScheduler.Default);
            bot.Time.Advance(TwoSeconds);
            await opening;
            await bot.ReplyAsync($"pong {i}.");
        }

        Assert.Empty(bot.Errors);
        Assert.All(bot.Gateway.Calls, call => Assert.InRange(call.Status, 200, 204));
    }

    [Fact]
    public async Task Missing_answer_is_reported_with_the_names_of_method_and_command()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("ping", Answer(gate)));

        bot.Use("ping");
        await gate.Reached;
        bot.Time.Advance(TwoSeconds);

        var error = await bot.ErrorAsync("has not answered");
        Assert.Equal(GatewayErrorKind.Warning, error.Kind);
        Assert.StartsWith("Scripted.pingAsync has not answered /ping within 2 s", error.Message, StringComparison.Ordinal);
        gate.Open();
        await bot.ReplyAsync("pong");
    }

    [Fact]
    public async Task Method_that_ends_without_an_answer_is_reported()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule()
            .Command("nothing", _ => Task.CompletedTask)
            .Command("thinking", context => context.DeferAsync()));

        bot.Use("nothing");
        await bot.ErrorAsync("Scripted.nothingAsync has ended without answering /nothing");
        bot.Use("thinking");
        await bot.ErrorAsync("Scripted.thinkingAsync has ended without answering /thinking");
    }

    [Fact]
    public async Task Defer_that_cannot_be_sent_is_reported_and_the_answer_is_the_first()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", Answer(gate), Deferring(DeferKind.Reply)));
        bot.Gateway.Script.FailRestCalls(1, Testing.RestFault.Error(400, 50035, "Invalid Form Body"));

        bot.Use("ping");
        await gate.Reached;
        bot.Time.Advance(TwoSeconds);
        await bot.ErrorAsync("/ping could not be deferred");
        gate.Open();

        Assert.Equal("pong", (await bot.ReplyAsync()).Content);
    }

    private static Func<Interaction, Task> Answer(Gate gate) => async context =>
    {
        await gate.PassAsync();
        await context.AnswerAsync("pong");
    };

    private static Func<InteractionMethod, InteractionMethod> Deferring(DeferKind kind) => method => method with { AutoDefer = kind };
}
