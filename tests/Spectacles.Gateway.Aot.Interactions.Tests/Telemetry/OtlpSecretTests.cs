using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A bot that exports everything it can, with logs at the level Trace, exports no token.</summary>
[Collection("observers of the process")]
public sealed class OtlpSecretTests
{
    private const string WebhookToken = "c2VjcmV0LW9mLWEtd2ViaG9vaw";

    // What the bot emits, and the platform below it. The simulated server is in the same process, and emits activities, too.
    private static readonly string[] Sources = ["Spectacles.*", "System.Net.*", "Experimental.System.Net.*", "System.Runtime"];

    [Fact]
    public async Task No_token_is_exported()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        var tokens = new ConcurrentBag<string> { WebhookToken };
        using (var traces = Sdk.CreateTracerProviderBuilder().AddSource(Sources).AddOtlpExporter(receiver.At("/v1/traces")).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().AddMeter(Sources).AddOtlpExporter(receiver.At("/v1/metrics")).Build())
        using (var logs = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddOpenTelemetry(options =>
        {
            (options.IncludeScopes, options.IncludeFormattedMessage, options.ParseStateValues) = (true, true, true);
            options.AddOtlpExporter(receiver.At("/v1/logs"));
        })))
        {
            await RunBotAsync(logs, tokens);
            traces.ForceFlush();
            metrics.ForceFlush();
        }

        string[] texts = [.. receiver.Received.Select(received => $"{received.Path}\n{Encoding.UTF8.GetString(received.Body)}")];
        foreach (string expected in (string[])
        [
            "/v1/logs\n", "/v1/metrics\n", "/v1/traces\n",
            "/interactions/{interaction_id}/{interaction_token}/callback", "/webhooks/{webhook_id}/{webhook_token}",
            "spectacles.interactions.callback.delay", "spectacles.rest.request.duration", "answers it again",
        ])
        {
            Assert.Contains(texts, text => text.Contains(expected, StringComparison.Ordinal));
        }

        Assert.True(tokens.Count >= 4, "the bot's token, the webhook's and one of each interaction");
        Assert.All(tokens, token => Assert.DoesNotContain(texts, text => text.Contains(token, StringComparison.Ordinal)));
    }

    private static async Task RunBotAsync(ILoggerFactory logs, ConcurrentBag<string> tokens)
    {
        var module = new ScriptedModule()
            .Command("talk", async context =>
            {
                await context.AnswerAsync("first");
                await context.EditAsync("second");
                await context.FollowUpAsync("third");
                await context.AnswerAsync("fourth");
            })
            .Command("webhook", async context =>
            {
                await context.DeferAsync();
                await context.Rest.ExecuteWebhookAsync(1, WebhookToken, new() { Content = "hello" });
            });
        await using var bot = await InteractionBot.StartAsync(
            module,
            options: new ClusterOptions { LoggerFactory = logs },
            rest: new BotRestOptions { Logger = logs.CreateLogger("rest") },
            // The first answer compiles much, and must not be late on a busy machine.
            simulated: new SimulatedGatewayOptions { TimeProvider = new FakeTimeProvider(), ObservationTimeout = InteractionBot.Patience });
        tokens.Add(bot.Gateway.Token);
        bot.Cluster.On<InteractionCreate>((interaction, _) => tokens.Add(interaction.Token));

        bot.Use("talk");
        await bot.ReplyAsync("third");
        await bot.ErrorAsync("answers it again");
        bot.Use("webhook");
        await bot.ErrorAsync(nameof(DiscordApiException));
        bot.Gateway.Script.FailRestCalls(20, RestFault.CutBeforeCall);
        bot.Use("talk");
        await bot.ErrorAsync(nameof(HttpRequestException));
    }
}
