using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Tokens in paths and headers are in no log, no activity, no metric and no exception.</summary>
[Collection("observers of the process")]
public sealed class SecretTests
{
    private const string Secret = "aW50ZXJhY3Rpb246c2VjcmV0";

    [Fact]
    public async Task Nothing_that_is_observed_contains_a_token()
    {
        var seen = new ConcurrentQueue<string>();
        using var activities = Observe(seen, out var meters);
        using (meters)
        {
            var logger = new QueueLogger(seen);
            await using var scene = await RestScene.StartAsync(new BotRestOptions { Logger = logger });
            var webhook = scene.Request(
                HttpMethod.Post,
                "/webhooks/{webhook_id}/{webhook_token}",
                $"webhooks/1/{Secret}",
                RestTraits.Unauthorized) with
            {
                TokenKey = Secret,
                Body = new CreateMessageBody { Content = "hello" },
            };
            foreach (var fault in (RestFault?[])[null, RestFault.CutBeforeCall, RestFault.FromProxy(502), RestFault.Unauthorized])
            {
                if (fault is not null)
                {
                    scene.Gateway.Script.FailRestCalls(10, fault);
                }

                var thrown = await Record.ExceptionAsync(() => scene.Rest.SendAsync(webhook));
                Assert.NotNull(thrown);
                seen.Enqueue(thrown.ToString());
                scene.Gateway.Script.ClearRestFaults();
            }

            seen.Enqueue(scene.Rest.ToString()!);
            seen.Enqueue(webhook.ToString());
            Assert.Contains(seen, text => text.Contains("/webhooks/{webhook_id}/{webhook_token}", StringComparison.Ordinal));
            Assert.All(seen, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
            Assert.All(seen, text => Assert.DoesNotContain(scene.Gateway.Token, text, StringComparison.Ordinal));
        }
    }

    private static ActivityListener Observe(ConcurrentQueue<string> seen, out MeterListener meters)
    {
        var activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue(
                $"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects)} "
                + $"{string.Join(' ', activity.Events)}"),
        };
        ActivitySource.AddActivityListener(activities);
        meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument),
        };
        meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {Text(tags)}"));
        meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {Text(tags)}"));
        meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => seen.Enqueue($"{instrument.Name} {Text(tags)}"));
        meters.Start();
        return activities;
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray());

    private sealed class QueueLogger(ConcurrentQueue<string> seen) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            seen.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
