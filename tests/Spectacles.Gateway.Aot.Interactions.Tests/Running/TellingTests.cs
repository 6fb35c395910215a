using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>What users read when a method does not answer them.</summary>
public sealed class TellingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Modal Form = new("form", "A form")
    {
        Components = [Components.Label("Text", Components.TextInput("text")), Components.Label("Sure", Components.Checkbox("sure"))],
    };

    [Fact]
    public async Task Texts_that_throw_are_reported_and_replaced_and_the_call_ends()
    {
        bool fails = true;
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("ping", async context =>
            {
                if (fails)
                {
                    await context.AnswerAsync("waits");
                    await context.NextPressAsync(Minute);
                    throw new InvalidDataException("no song");
                }

                await context.AnswerAsync("pong");
                Assert.Null(await context.NextPressAsync(TimeSpan.Zero));
            }),
            options => options with
            {
                MaxRunning = 1,
                MaxWaits = 1,
                TextsByLocale = _ => fails ? throw new KeyNotFoundException("no language") : null,
            });

        bot.Use("ping");
        await bot.ReplyAsync("waits");
        await bot.WaitingAsync(Minute);
        bot.Time.Advance(Minute);
        await bot.ReplyAsync("Something went wrong.");
        var error = await bot.ErrorAsync("no language");
        fails = false;

        // The method ends after its answer has arrived.
        do
        {
            bot.Use("ping");
        }
        while ((await bot.ReplyAsync()).Content != "pong");

        Assert.Equal("InteractionOptions.TextsByLocale threw KeyNotFoundException at /ping: no language", error.Message);
        Assert.Equal(GatewayErrorKind.Handler, error.Kind);
    }

    [Theory]
    [InlineData("Wait {seconds} s")]
    [InlineData("Wait {1} s")]
    [InlineData("Wait } s")]
    public void Text_with_a_wrong_placeholder_is_refused_when_it_is_set(string text)
    {
        var error = Assert.Throws<ArgumentException>(() => new InteractionTexts { Cooldown = text });

        Assert.StartsWith(
            $"\"{text}\" cannot be InteractionTexts.Cooldown: the placeholders are {{0}}, and a brace is written as {{{{ or }}}}.",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal("{{}} {0}", new InteractionTexts { Cooldown = "{{}} {0}" }.Cooldown);
    }

    [Fact]
    public async Task Exception_after_a_modal_is_told_in_a_further_message()
    {
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("form", async context =>
        {
            await context.ShowModalAsync(Form);
            throw new InvalidDataException("no song");
        }));

        bot.Use("form");
        await bot.ReplyAsync();

        Assert.True((await bot.ReplyAsync("Something went wrong.")).IsEphemeral);
    }

    [Fact]
    public async Task Exception_after_a_submitted_modal_is_its_answer()
    {
        bool isSure = false;
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Command("form", async context =>
        {
            await context.ShowModalAsync(Form);
            var submission = await context.NextSubmissionAsync(Minute);
            isSure = submission!.IsChecked("sure") && !submission.IsChecked("text") && !submission.IsChecked("other");
            throw new InvalidDataException("no song");
        }));

        var form = bot.Use("form");
        await bot.ReplyAsync();
        await bot.WaitingAsync(Minute);
        var submitted = bot.Gateway.People.Submit(bot.Guild, form, new Dictionary<string, object> { ["text"] = "x", ["sure"] = true });
        var reply = await bot.ReplyAsync("Something went wrong.");

        Assert.Equal((submitted, true), (reply.InteractionId, reply.IsEphemeral));
        Assert.True(isSure);
    }

    [Fact]
    public async Task Text_for_a_value_that_does_not_fit_is_in_the_language_of_the_user()
    {
        await using var bot = await InteractionBot.StartAsync(
            new Jukebox(),
            options => options with
            {
                TextsByLocale = locale => locale == Locale.EnglishUs ? new InteractionTexts { NeedsDuration = "No time: {0}" } : null,
            });

        var answer = await bot.Gateway.People["ada"].UseAsync(
            "queue add",
            new() { ["song"] = "Clair de lune", ["after"] = "soon" },
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("No time: after", answer.Content);
    }

    [Fact]
    public void Missing_value_depends_on_what_was_used()
    {
        var missing = OptionValues.Missing("age"u8);

        Assert.Equal("\"age\" must not be empty.", missing.TextIn(new InteractionTexts(), InteractionType.ModalSubmit));
        Assert.StartsWith(
            "\"age\" is missing. The command has changed",
            missing.TextIn(new InteractionTexts(), InteractionType.ApplicationCommand),
            StringComparison.Ordinal);
        Assert.Equal(
            "age", missing.TextIn(new InteractionTexts { FieldEmpty = "{0}" }, InteractionType.MessageComponent));
    }

    [Fact]
    public async Task Suggestion_without_a_name_is_reported_and_nothing_is_suggested()
    {
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Completion("play", _ => new ValueTask<IEnumerable<Suggestion>>([default])));

        bot.Gateway.People.TypeOption(bot.Guild, "play", "song", "so");
        var error = await bot.ErrorAsync("default(Suggestion)");

        Assert.Equal("Scripted.SuggestAsync", error.Handler);
        Assert.DoesNotContain(bot.Gateway.Calls, call => call.Status >= 400);
    }

    [Fact]
    public async Task Warning_about_slow_suggestions_does_not_advise_to_defer()
    {
        var gate = new Gate();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule().Completion("play", async _ =>
        {
            await gate.PassAsync();
            return [];
        }));

        bot.Gateway.People.TypeOption(bot.Guild, "play", "song", "so");
        await gate.Reached;
        await bot.AdvanceUntilAsync(TimeSpan.FromSeconds(2), () => !bot.Errors.IsEmpty);
        var warning = await bot.ErrorAsync("has not answered /play");
        gate.Open();

        Assert.EndsWith(
            "suggestions cannot be deferred, so have them in memory or suggest none", warning.Message, StringComparison.Ordinal);
    }
}
