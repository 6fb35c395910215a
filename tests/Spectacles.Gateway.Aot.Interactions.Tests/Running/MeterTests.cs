using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>The metrics. They belong to the process, so each test uses different names.</summary>
public sealed class MeterTests
{
    [Fact]
    public async Task Calls_delays_and_refusals_are_measured_by_name()
    {
        using var meter = new Recorder();
        await using var bot = await InteractionBot.StartAsync(new ScriptedModule()
            .Command("metered", context => context.AnswerAsync("pong"))
            .Command("meteredlate", context => context.AnswerAsync("late")));

        bot.Use("metered");
        await bot.ReplyAsync("pong");
        bot.Gateway.Script.FailRestCalls(1, RestFault.Error(404, 10062, "Unknown interaction"));
        bot.Use("meteredlate");
        await bot.ErrorAsync("10062");
        bot.Gateway.Script.FailRestCalls(1, RestFault.Error(400, 40060, "Interaction has already been acknowledged."));
        bot.Use("meteredlate");
        await bot.ErrorAsync("40060");
        await bot.Cluster.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, meter.Sum("spectacles.interactions.dispatched", "/metered"));
        Assert.Equal(2, meter.Sum("spectacles.interactions.dispatched", "/meteredlate"));
        Assert.Single(meter.Of("spectacles.interactions.callback.delay", "/metered"));
        Assert.Contains("spectacles.interaction.answer=message", meter.Of("spectacles.interactions.callback.delay", "/metered")[0]);
        string[][] refused = meter.Of("spectacles.interactions.refused", "/meteredlate");
        Assert.Contains(refused, tags => tags.Contains("spectacles.interaction.code=10062"));
        Assert.Contains(refused, tags => tags.Contains("spectacles.interaction.code=40060"));
        string[] late = meter.Of("spectacles.interactions.duration", "/meteredlate")[0];
        Assert.Contains("error.type=Spectacles.Gateway.Rest.DiscordApiException", late);
        string[] answered = meter.Of("spectacles.interactions.duration", "/metered")[0];
        Assert.DoesNotContain(answered, tag => tag.StartsWith("error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repeated_interactions_are_counted()
    {
        using var meter = new Recorder();
        await using var bot = await InteractionBot.StartAsync(
            new ScriptedModule().Command("missed", context => context.AnswerAsync("missed")));
        for (int attempt = 0; attempt < 10 && meter.Sum("spectacles.interactions.replayed", null) == 0; attempt++)
        {
            // The command may reach the bot before the connection ends, or after RESUMED. Then it is not repeated.
            var resumed = bot.Cluster.NextAsync<Resumed>(cancellationToken: TestContext.Current.CancellationToken);
            bot.Gateway.ConnectionOf(0).Drop();
            bot.Use("missed");
            await resumed.WaitAsync(InteractionBot.Patience, TestContext.Current.CancellationToken);
        }

        Assert.True(meter.Sum("spectacles.interactions.replayed", null) >= 1);
    }

    private sealed class Recorder : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentQueue<(string Name, long Value, string[] Tags)> measured = [];

        public Recorder()
        {
            listener.InstrumentPublished = static (instrument, to) =>
            {
                if (instrument.Meter.Name == InteractionMeter.Name)
                {
                    to.EnableMeasurementEvents(instrument);
                }
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, 1, tags));
            listener.Start();
        }

        public long Sum(string name, string? interaction) =>
            measured.Where(one => Matches(one.Name, one.Tags, name, interaction)).Sum(one => one.Value);

        public string[][] Of(string name, string interaction) =>
            [.. measured.Where(one => Matches(one.Name, one.Tags, name, interaction)).Select(one => one.Tags)];

        public void Dispose() => listener.Dispose();

        private static bool Matches(string measuredName, string[] tags, string name, string? interaction) =>
            measuredName == name && (interaction is null || tags.Contains($"spectacles.interaction.name={interaction}"));

        private void Add(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string[] texts = new string[tags.Length];
            for (int i = 0; i < tags.Length; i++)
            {
                texts[i] = $"{tags[i].Key}={tags[i].Value}";
            }

            measured.Enqueue((instrument.Name, value, texts));
        }
    }
}
