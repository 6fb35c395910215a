using System.Text.Json;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Testing.Tests;

public sealed partial class HandlerTestTests
{
    private const string Message = """
        {"id":"1","channel_id":"2","author":{"id":"3","username":"ann","discriminator":"0","global_name":null,"avatar":null},
        "content":"join","timestamp":"2026-01-01T00:00:00+00:00","edited_timestamp":null,"tts":false,"mention_everyone":false,
        "mentions":[],"mention_roles":[],"attachments":[],"embeds":[],"pinned":false,"type":0,"guild_id":"4"}
        """;

    [Fact]
    public async Task Handler_test_runs_the_generated_dispatch_and_returns_sent_commands()
    {
        var run = await HandlerTest.DispatchAsync(new Joiner(), "MESSAGE_CREATE", Message, TestContext.Current.CancellationToken);

        Assert.Equal("""{"op":4,"d":{"guild_id":"4","channel_id":"2","self_mute":false,"self_deaf":true}}""", Assert.Single(run.Sent));
    }

    [Fact]
    public async Task Handler_test_waits_for_an_asynchronous_handler()
    {
        var handler = new Joiner { Later = true };

        var run = await HandlerTest.DispatchAsync(handler, "MESSAGE_CREATE", Message, TestContext.Current.CancellationToken);

        Assert.Single(run.Sent);
    }

    [Theory]
    [InlineData("READY", """{"session_id":"mine"}""")]
    [InlineData("RESUMED", "{}")]
    public async Task Handler_test_runs_a_handler_of_READY_or_RESUMED_once(string eventName, string json)
    {
        var handler = new SessionWatcher();

        await HandlerTest.DispatchAsync(handler, eventName, json, TestContext.Current.CancellationToken);

        Assert.Equal([$"{eventName} {json}"], handler.Seen);
    }

    [Fact]
    public async Task Handler_test_rethrows_exceptions_of_the_handler_with_their_stack()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () =>
                HandlerTest.DispatchAsync(new Joiner { Failure = "no" }, "MESSAGE_CREATE", Message, TestContext.Current.CancellationToken));

        Assert.Equal("no", error.Message);
        Assert.Contains($"{nameof(Joiner)}.{nameof(Joiner.HandleAsync)}", error.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_test_lists_the_events_of_the_handler_in_its_error()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => HandlerTest.DispatchAsync(new Joiner(), "GUILD_CREATE", "{}", TestContext.Current.CancellationToken));

        Assert.Contains("Joiner has no method for GUILD_CREATE; it handles MESSAGE_CREATE.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_test_rejects_a_handler_of_an_unknown_contract()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => HandlerTest.DispatchAsync(new NewerHandler(), "MESSAGE_CREATE", Message, TestContext.Current.CancellationToken));
        Assert.Contains(
            "'Spectacles.Gateway.Aot.Testing.Tests' contains generated code of contract 2,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_test_rejects_invalid_JSON_and_data_that_does_not_fit()
    {
        await Assert.ThrowsAnyAsync<JsonException>(
            () => HandlerTest.DispatchAsync(new Joiner(), "MESSAGE_CREATE", "{", TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<JsonException>(
            () => HandlerTest.DispatchAsync(new Joiner(), "MESSAGE_CREATE", """{"id":[]}""", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Handler_test_accepts_a_large_event()
    {
        var handler = new SessionWatcher();

        await HandlerTest.DispatchAsync(handler, "READY", $"\"{new string('x', 1_000_000)}\"", TestContext.Current.CancellationToken);

        Assert.Equal(1_000_000 + 8, Assert.Single(handler.Seen).Length);
    }

    [GatewayEvent("MESSAGE_CREATE")]
    private sealed partial class Joiner
    {
        public bool Later { get; init; }

        public string? Failure { get; init; }

        public async ValueTask HandleAsync(MessageCreate message, Shard shard, CancellationToken cancellationToken)
        {
            if (Later)
            {
                await Task.Yield();
            }

            if (Failure is not null)
            {
                throw new InvalidOperationException(Failure);
            }

            await shard.SendAsync(
                new UpdateVoiceState(message.GuildId!.Value, message.ChannelId, SelfDeaf: true), cancellationToken: cancellationToken);
        }
    }

    private sealed class NewerHandler : IGatewayHandler
    {
        public int Contract => EmittedContract.Number + 1;

        public IReadOnlyList<HandlerMethod> Methods { get; } = [new("MESSAGE_CREATE", "NewerHandler.Handle", GatewayIntents.None)];

        public ValueTask InvokeAsync(int method, in Dispatch dispatch, Shard shard, CancellationToken cancellationToken) => default;
    }

    private sealed partial class SessionWatcher
    {
        public List<string> Seen { get; } = [];

        [GatewayEvent("READY")]
        public void OnReady(in Dispatch dispatch) => Add(dispatch);

        [GatewayEvent("RESUMED")]
        public void OnResumed(in Dispatch dispatch) => Add(dispatch);

        private void Add(in Dispatch dispatch) =>
            Seen.Add($"{System.Text.Encoding.UTF8.GetString(dispatch.EventName)} {System.Text.Encoding.UTF8.GetString(dispatch.Data)}");
    }
}
