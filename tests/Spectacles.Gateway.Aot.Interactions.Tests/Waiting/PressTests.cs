using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Waiting for the next press and for a modal.</summary>
public sealed class PressTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly InteractionMessage Menu = new()
    {
        Content = "menu",
        Components =
        [
            Components.Row(Components.Button("next", "Next"), Components.Button("end", "End")),
            Components.Row(Components.Select("color", [Components.Option("Red"), Components.Option("Blue")])),
        ],
    };

    [Fact]
    public async Task Press_on_the_answer_goes_to_the_method_that_waits()
    {
        await using var bot = await InteractionBot.StartAsync(Pages());

        var page = (await Start(bot)).MessageId!.Value;
        bot.Gateway.People.Press(bot.Guild, page, "next");
        Assert.Equal(page, (await bot.ReplyAsync("page 1")).MessageId);
        bot.Gateway.People.Press(bot.Guild, page, "next");
        await bot.ReplyAsync("page 2");
        bot.Gateway.People.Press(bot.Guild, page, "end");
        await bot.ReplyAsync("ended");

        bot.Gateway.People.Press(bot.Guild, page, "next");
        Assert.Equal("This is no longer available.", (await bot.ReplyAsync()).Content);
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Press_that_meets_the_end_of_its_method_is_no_longer_available()
    {
        using var cancel = new CancellationTokenSource();
        int asked = 0;
        Shard? shard = null;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            try
            {
                await context.NextPressAsync(Minute, IsTaken, cancel.Token);
            }
            catch (OperationCanceledException)
            {
                // The method ends.
            }
        }));
        shard = bot.Cluster.Shards[0];
        bot.Use("menu");
        var menu = (await bot.ReplyAsync("menu")).MessageId!.Value;
        await WaitUntilWaiting(bot);

        bot.Gateway.People.Press(bot.Guild, menu, "next");

        Assert.Equal("This is no longer available.", (await bot.ReplyAsync()).Content);
        Assert.Equal(2, asked);

        // It is asked again when the press would be kept for a later wait. The method ends just then.
        bool IsTaken(Press press)
        {
            if (++asked == 2)
            {
                cancel.Cancel();
                SpinWait.SpinUntil(() => shard!.CallsInFlight == 0, InteractionBot.Patience);
            }

            return false;
        }
    }

    [Fact]
    public async Task Selected_values_are_read()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            var press = await context.NextPressAsync(Minute);
            await press!.AnswerAsync($"{press.CustomId}: {string.Join(", ", press.Values)}, {press.Model.Data!.ComponentType}");
        }));

        bot.Use("menu");
        var menu = (await bot.ReplyAsync()).MessageId!.Value;
        await WaitUntilWaiting(bot);
        bot.Gateway.People.Choose(bot.Guild, menu, "color", ["Blue"]);

        await bot.ReplyAsync("color: Blue, StringSelect");
    }

    [Fact]
    public async Task Press_that_the_filter_refuses_is_told_so()
    {
        await using var bot = await InteractionBot.StartAsync(Pages());
        var page = (await Start(bot)).MessageId!.Value;

        bot.Gateway.People.Press(bot.Guild, page, "next", bot.Guild.Members[3]);
        var told = await bot.ReplyAsync();
        bot.Gateway.People.Press(bot.Guild, page, "next");

        Assert.Equal(("This is not for you.", true), (told.Content, told.IsEphemeral));
        await bot.ReplyAsync("page 1");
    }

    [Fact]
    public async Task Press_while_the_method_works_on_another_one_is_kept()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(Pages(gate));
        var page = (await Start(bot)).MessageId!.Value;

        bot.Gateway.People.Press(bot.Guild, page, "next");
        await gate.Reached;
        await bot.PressAsync(page, "next", bot.Guild.Members[3]);
        await bot.PressAsync(page, "next");
        gate.Open();

        await bot.ReplyAsync("page 1");
        await bot.ReplyAsync("This is not for you.");
        await bot.ReplyAsync("page 2");
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Press_that_the_method_does_not_take_is_told_so_at_its_end()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            var press = await context.NextPressAsync(Minute);
            await press!.AnswerAsync("one");
            await gate.PassAsync();
        }));

        bot.Use("menu");
        var menu = (await bot.ReplyAsync()).MessageId!.Value;
        await WaitUntilWaiting(bot);
        bot.Gateway.People.Press(bot.Guild, menu, "next");
        await bot.ReplyAsync("one");
        await gate.Reached;
        await bot.PressAsync(menu, "next");
        gate.Open();

        await bot.ReplyAsync("This is no longer available.");
    }

    [Fact]
    public async Task Without_a_press_the_wait_ends_with_null()
    {
        await using var bot = await InteractionBot.StartAsync(Pages());
        await Start(bot);

        bot.Time.Advance(Minute);

        await bot.ReplyAsync("timed out");
    }

    [Fact]
    public async Task Stop_ends_the_wait_at_once_with_null()
    {
        await using var bot = await InteractionBot.StartAsync(Pages());
        await Start(bot);

        var stop = bot.Cluster.StopAsync(TestContext.Current.CancellationToken);

        await bot.ReplyAsync("timed out");
        await stop;
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Press_that_is_not_answered_is_reported()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            await context.NextPressAsync(Minute);
            await gate.PassAsync();
        }));

        bot.Use("menu");
        var menu = (await bot.ReplyAsync()).MessageId!.Value;
        await WaitUntilWaiting(bot);
        bot.Gateway.People.Press(bot.Guild, menu, "next");
        await gate.Reached;
        bot.Time.Advance(TimeSpan.FromSeconds(2));

        await bot.ErrorAsync("the method that waited in /menu has not answered the press that it has waited for within 2 s");
        gate.Open();
    }

    [Fact]
    public async Task Number_of_waits_is_limited()
    {
        await using var bot = await InteractionBot.StartAsync(Pages(), options => options with { MaxWaits = 1 });
        await Start(bot);

        bot.Use("pages");

        await bot.ErrorAsync("1 waits are pending (InteractionOptions.MaxWaits)");
    }

    [Fact]
    public async Task Wait_before_an_answer_is_refused()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("menu", context => context.NextPressAsync(Minute)));

        bot.Use("menu");

        await bot.ErrorAsync("waits for a press before it is answered");
    }

    [Fact]
    public async Task Submitted_modal_goes_to_the_method_that_waits()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("feedback", async context =>
        {
            await context.ShowModalAsync(new Modal("any", "Feedback")
            {
                Components =
                [
                    Components.Text("Tell us."),
                    Components.Label("Text", Components.TextInput("text", TextInputStyle.Paragraph), "What you think"),
                    Components.Label("Color", Components.Select("color", [Components.Option("Red"), Components.Option("Blue")])),
                ],
            });
            var submission = await context.NextSubmissionAsync(Minute);
            await submission!.AnswerAsync($"{submission.Value("text")} {submission.Values("color")[0]}{submission.Value("other")}");
        }));

        var id = bot.Use("feedback");
        await bot.Gateway.WaitForReplyAsync(TestContext.Current.CancellationToken);
        await WaitUntilWaiting(bot);
        bot.Gateway.People.Submit(
            bot.Guild, id, new Dictionary<string, object> { ["text"] = "nice", ["color"] = new object[] { "Blue" } });

        await bot.ReplyAsync("nice Blue");
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Closed_modal_ends_the_wait_with_null()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("feedback", async context =>
        {
            await context.ShowModalAsync(new Modal("m", "M") { Components = [Components.Label("L", Components.TextInput("t"))] });
            await context.FollowUpAsync(await context.NextSubmissionAsync(Minute) is null ? "closed" : "submitted");
        }));

        bot.Use("feedback");
        await bot.ReplyAsync();
        await WaitUntilWaiting(bot);
        bot.Time.Advance(Minute);

        await bot.ReplyAsync("closed");
    }

    private static ScriptedModule Pages(Gate? gate = null) => new ScriptedModule().Command("pages", async context =>
    {
        await context.AnswerAsync(Menu);
        for (int page = 1; await context.NextPressAsync(Minute, press => press.UserId == context.UserId) is { } press; page++)
        {
            await (gate?.PassAsync() ?? Task.CompletedTask);
            if (press.CustomId == "end")
            {
                await press.UpdateAsync(new InteractionMessage { Content = "ended" });
                return;
            }

            await press.UpdateAsync(new InteractionMessage { Content = $"page {page}" });
        }

        await context.EditAsync("timed out");
    });

    private static async Task<Testing.Reply> Start(InteractionBot bot)
    {
        bot.Use("pages");
        var reply = await bot.ReplyAsync("menu");
        await WaitUntilWaiting(bot);
        return reply;
    }

    // The simulated user is faster than the answer of the REST call.
    private static Task WaitUntilWaiting(InteractionBot bot) => bot.WaitingAsync(Minute);
}
