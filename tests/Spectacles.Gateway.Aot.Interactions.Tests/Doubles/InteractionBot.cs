using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A bot with a module, on a simulated gateway. The clock of the interactions is moved by hand.</summary>
internal sealed class InteractionBot : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private InteractionBot(SimulatedGateway gateway, Cluster cluster, BotRest rest, TestTime time)
    {
        (Gateway, Cluster, Rest, Time) = (gateway, cluster, rest, time);
        cluster.Error += Errors.Enqueue;
    }

    public SimulatedGateway Gateway { get; }

    public Cluster Cluster { get; }

    public BotRest Rest { get; }

    public TestTime Time { get; }

    public ConcurrentQueue<GatewayError> Errors { get; } = [];

    public SimulatedGuild Guild => Gateway.World.Guilds[0];

    public static async Task<InteractionBot> StartAsync(
        IInteractionModule module,
        Func<InteractionOptions, InteractionOptions>? with = null,
        ClusterOptions? options = null,
        BotRestOptions? rest = null,
        SimulatedGatewayOptions? simulated = null)
    {
        var time = new TestTime();
        var gateway = await SimulatedGateway.StartAsync(simulated, TestContext.Current.CancellationToken);
        var client = new BotRest(gateway.Token, (rest ?? new BotRestOptions()) with { Api = gateway.Api });
        var cluster = new Cluster(gateway.Token, (options ?? new ClusterOptions()) with { Api = gateway.Api });
        var interactions = new InteractionOptions { TimeProvider = time };
        cluster.AddInteractions(client, with is null ? interactions : with(interactions), module);
        var bot = new InteractionBot(gateway, cluster, client, time);
        await bot.RegisterAsync(module);
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(Patience, TestContext.Current.CancellationToken);
        return bot;
    }

    /// <summary>A user runs a command.</summary>
    public Snowflake Use(string command, SimulatedMember? who = null) =>
        Gateway.People.UseCommand(Guild, command, who) ?? throw new InvalidOperationException($"{command} is not registered.");

    /// <summary>Presses a button, and waits until the bot has received it.</summary>
    public async Task PressAsync(Snowflake message, string customId, SimulatedMember? who = null)
    {
        using var patience = new CancellationTokenSource(Patience);
        var seen = Cluster.NextAsync<InteractionCreate>(cancellationToken: patience.Token);
        Gateway.People.Press(Guild, message, customId, who);
        await seen;
    }

    public async Task<Reply> ReplyAsync() => await Gateway.WaitForReplyAsync(TestContext.Current.CancellationToken);

    public async Task<Reply> ReplyAsync(string text) =>
        await Gateway.WaitForReplyAsync(text, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>
    /// Moves the clock until something is true. A method is watched from its first wait on, which a test does not see, so the clock may be
    /// moved before.
    /// </summary>
    public async Task AdvanceUntilAsync(TimeSpan time, Func<bool> isTrue)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "nothing happened");
            Time.Advance(time);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Moves the clock until the bot has replied.</summary>
    public async Task<Reply> ReplyAfterAsync(TimeSpan time)
    {
        var reply = ReplyAsync();
        await AdvanceUntilAsync(time, () => reply.IsCompleted);
        return await reply;
    }

    /// <summary>Waits until a method waits this long for a press or a modal.</summary>
    public async Task WaitingAsync(TimeSpan timeout)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (Time.CountOf(timeout) == 0)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "no method waits");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for an error with this text.</summary>
    public async Task<GatewayError> ErrorAsync(string text)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (Errors.FirstOrDefault(error => error.Message.Contains(text, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }

            Assert.True(
                TimeProvider.System.GetElapsedTime(start) < Patience,
                $"no error with \"{text}\", but: {string.Join("; ", Errors.Select(error => error.Message))}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        Rest.Dispose();
        await Gateway.DisposeAsync();
    }

    private async Task RegisterAsync(IInteractionModule module)
    {
        string[] commands =
            [.. Enumerable.Range(0, module.CommandCount).Select(index => Encoding.UTF8.GetString(module.GetCommand(index)))];
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Put, new Uri($"{Gateway.Api}/applications/{Gateway.World.ApplicationId}/commands"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bot", Gateway.Token);
        request.Content = new StringContent($"[{string.Join(',', commands)}]", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
