namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>Presses and modals that several waits and methods could take.</summary>
public sealed class SharedMessageTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly InteractionMessage Menu = new()
    {
        Content = "menu",
        Components = [Components.Row(Components.Button("next", "Next"), Components.Button("other", "Other"))],
    };

    [Fact]
    public async Task Press_that_has_updated_its_message_waits_for_the_next_one()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            var one = await context.NextPressAsync(Minute);
            await one!.UpdateAsync(Menu with { Content = "one" });
            var two = await one.NextPressAsync(Seconds(59));
            await two!.UpdateAsync(Menu with { Content = "two" });
        }));
        var menu = await StartAsync(bot, Minute);

        bot.Gateway.People.Press(bot.Guild, menu, "next");
        await bot.ReplyAsync("one");
        await bot.WaitingAsync(Seconds(59));
        bot.Gateway.People.Press(bot.Guild, menu, "next");

        await bot.ReplyAsync("two");
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Press_goes_to_a_method_for_its_component_while_another_method_works()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            var press = await context.NextPressAsync(Minute, press => press.CustomId == "next");
            await press!.AnswerAsync("taken");
            await gate.PassAsync();
        }).Component("other", context => context.AnswerAsync("method")));
        var menu = await StartAsync(bot, Minute);
        bot.Gateway.People.Press(bot.Guild, menu, "next");
        await bot.ReplyAsync("taken");
        await gate.Reached;

        bot.Gateway.People.Press(bot.Guild, menu, "other");

        await bot.ReplyAsync("method");
        gate.Open();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Press_goes_to_the_method_whose_filter_accepts_it(bool isLate)
    {
        var gate = new Gate();
        int started = 0;
        var module = new ScriptedModule().Command("menu", context => context.AnswerAsync(Menu)).Component("other", async context =>
        {
            int number = ++started;
            await context.UpdateAsync(Menu with { Content = $"started {number}" });
            for (int i = 1; await context.NextPressAsync(Seconds(50 + number), press => press.UserId == context.UserId) is { } press; i++)
            {
                await press.AnswerAsync($"{number} pressed {i}");
                await (i == 1 && (isLate || number == 1) ? gate.PassAsync() : Task.CompletedTask);
            }
        });
        await using var bot = await InteractionBot.StartAsync(module);
        var (ada, bob) = (bot.Guild.Members[2], bot.Guild.Members[3]);
        bot.Use("menu");
        var menu = (await bot.ReplyAsync("menu")).MessageId!.Value;
        bot.Gateway.People.Press(bot.Guild, menu, "other", ada);
        await bot.ReplyAsync("started 1");
        await bot.WaitingAsync(Seconds(51));
        bot.Gateway.People.Press(bot.Guild, menu, "other", bob);
        await bot.ReplyAsync("started 2");
        await bot.WaitingAsync(Seconds(52));
        bot.Gateway.People.Press(bot.Guild, menu, "next", ada);
        await bot.ReplyAsync("1 pressed 1");
        await gate.Reached;

        bot.Gateway.People.Press(bot.Guild, menu, "next", bob);
        await bot.ReplyAsync("2 pressed 1");
        if (isLate)
        {
            // Now both methods work. Each takes what is for it when it goes on.
            await bot.PressAsync(menu, "next", bob);
            gate.Open();
            await bot.ReplyAsync("2 pressed 2");
        }

        gate.Open();
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Kept_press_that_is_too_old_to_be_answered_is_dropped()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            var press = await context.NextPressAsync(Minute);
            await press!.AnswerAsync("one");
            await gate.PassAsync();
            await context.FollowUpAsync(await context.NextPressAsync(Seconds(59)) is null ? "none" : "old");
        }));
        var menu = await StartAsync(bot, Minute);
        bot.Gateway.People.Press(bot.Guild, menu, "next");
        await bot.ReplyAsync("one");
        await gate.Reached;
        await bot.PressAsync(menu, "next");

        bot.Time.Advance(Seconds(30));
        gate.Open();
        await bot.WaitingAsync(Seconds(59));
        bot.Time.Advance(Minute);

        await bot.ReplyAsync("none");
    }

    [Fact]
    public async Task Exception_of_a_filter_ends_the_wait_with_it()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            try
            {
                await context.NextPressAsync(Minute, _ => throw new NotSupportedException("by the predicate"));
            }
            catch (NotSupportedException exception)
            {
                var press = await context.NextPressAsync(Seconds(59));
                await press!.AnswerAsync(exception.Message);
            }
        }));
        var menu = await StartAsync(bot, Minute);

        bot.Gateway.People.Press(bot.Guild, menu, "next");

        await bot.ReplyAsync("by the predicate");
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Press_whose_filter_cancels_the_wait_is_kept()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.NextPressAsync(
                Minute, _ =>
                {
                    stop.Cancel();
                    return true;
                }, stop.Token));
            var press = await context.NextPressAsync(Seconds(59));
            await press!.AnswerAsync("kept");
        }));
        var menu = await StartAsync(bot, Minute);

        bot.Gateway.People.Press(bot.Guild, menu, "next");

        await bot.ReplyAsync("kept");
    }

    [Fact]
    public async Task Modal_that_another_user_was_shown_goes_to_the_method_that_waits()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("menu", async context =>
        {
            await context.AnswerAsync(Menu);
            var press = await context.NextPressAsync(Minute);
            await press!.ShowModalAsync(Form());
            var submission = await press.NextSubmissionAsync(Seconds(59));
            await submission!.AnswerAsync($"from {submission.UserId}");
        }));
        var menu = await StartAsync(bot, Minute);
        var bob = bot.Guild.Members[3];

        var press = bot.Gateway.People.Press(bot.Guild, menu, "next", bob);
        await bot.ReplyAsync();
        await bot.WaitingAsync(Seconds(59));
        bot.Gateway.People.Submit(bot.Guild, press, new Dictionary<string, object> { ["text"] = "x" });

        await bot.ReplyAsync($"from {bob.User.Id}");
    }

    [Fact]
    public async Task Modal_that_was_closed_and_shown_again_goes_to_the_last_wait()
    {
        int started = 0;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("edit", async context =>
        {
            int number = ++started;
            await context.ShowModalAsync(Form());
            var submission = await context.NextSubmissionAsync(Seconds(50 + number));
            await (submission?.AnswerAsync($"call {number}") ?? Task.CompletedTask);
        }));
        bot.Use("edit");
        await bot.ReplyAsync();
        await bot.WaitingAsync(Seconds(51));
        var second = bot.Use("edit");
        await bot.ReplyAsync();
        await bot.WaitingAsync(Seconds(52));

        bot.Gateway.People.Submit(bot.Guild, second, new Dictionary<string, object> { ["text"] = "x" });

        await bot.ReplyAsync("call 2");
    }

    private static Modal Form() => new("form", "Form") { Components = [Components.Label("Text", Components.TextInput("text"))] };

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static async Task<Snowflake> StartAsync(InteractionBot bot, TimeSpan wait)
    {
        bot.Use("menu");
        var reply = await bot.ReplyAsync("menu");
        await bot.WaitingAsync(wait);
        return reply.MessageId!.Value;
    }
}
