using System.Collections.Concurrent;
using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>Listeners by name and by model, against the simulated gateway over real sockets.</summary>
public sealed class ListenerTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = LiveGateway.Patience;
    private readonly LiveGateway live = new();
    private readonly ConcurrentQueue<string> heard = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Listener_by_name_receives_the_bytes_of_d_and_the_shard()
    {
        var cluster = await live.MakeAsync();
        cluster.On("TOMORROW", (data, shard) => heard.Enqueue($"{shard.Id} {Encoding.UTF8.GetString(data)}"));
        await WaitForReadyAsync(cluster);

        live.Gateway.Dispatch("TOMORROW", """{"a":[1, 2]}""");

        await HeardAsync("""0 {"a":[1, 2]}""");
    }

    [Fact]
    public async Task Listener_by_model_receives_the_message_content()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.MessageContent });
        cluster.On<MessageCreate>((message, shard) => heard.Enqueue($"sync {message.Content}"), GatewayIntents.MessageContent);
        cluster.On<MessageCreate>(async (message, _) =>
        {
            await Task.Yield();
            heard.Enqueue($"async {message.Content}");
        });
        cluster.On<MessageCreate>(
            (message, shard, cancellationToken) =>
                shard.SendAsync(new UpdatePresence(BotStatus.Idle), cancellationToken: cancellationToken));
        await WaitForReadyAsync(cluster);

        live.Gateway.People.Say(live.Gateway.World.Guilds[0], "hello");

        await LiveGateway.UntilAsync(() => heard.Count == 2);
        Assert.Equal(["async hello", "sync hello"], heard.Order());
        await live.Gateway.WaitForPayloadAsync(Opcode.PresenceUpdate, Cancel);
    }

    [Fact]
    public async Task Listener_that_returns_a_task_is_awaited()
    {
        var cluster = await live.MakeAsync();
        var finish = new TaskCompletionSource();
        cluster.On<TypingStart>((_, _) => finish.Task);
        await WaitForReadyAsync(cluster);

        live.Gateway.People.StartTyping(live.Gateway.World.Guilds[0]);

        await LiveGateway.UntilAsync(() => cluster.Shards[0].CallsInFlight == 1);
        finish.SetResult();
        await LiveGateway.UntilAsync(() => cluster.Shards[0].CallsInFlight == 0);
    }

    [Fact]
    public async Task Listener_of_every_event_receives_names_sequences_and_unknown_events()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { Guilds = 1 });
        cluster.OnAny(
            (dispatch, shard) => heard.Enqueue($"{dispatch.Sequence} {Encoding.UTF8.GetString(dispatch.EventName)}"),
            GatewayIntents.Guilds);
        await WaitForReadyAsync(cluster);

        live.Gateway.Dispatch("TOMORROW", "{}");
        live.Gateway.Dispatch("TOMORROW", "{}");

        await HeardAsync("1 READY", "2 GUILD_CREATE", "3 TOMORROW", "4 TOMORROW");
    }

    [Fact]
    public async Task Handlers_run_before_shard_listeners_and_shard_listeners_before_cluster_listeners()
    {
        var cluster = await live.MakeAsync(null, null, new Handler("A", (in _, _, _) =>
        {
            heard.Enqueue("handler");
            return default;
        }));
        cluster.OnAny((dispatch, _) => Note(dispatch.EventName, "any of cluster"));
        cluster.On("A", (_, _) => heard.Enqueue("cluster"));
        await WaitForReadyAsync(cluster);
        cluster.Shards[0].On("A", (_, _) => heard.Enqueue("shard"));
        cluster.Shards[0].OnAny((dispatch, _) => Note(dispatch.EventName, "any of shard"));

        live.Gateway.Dispatch("A", "{}");

        await HeardAsync("handler", "shard", "any of shard", "any of cluster", "cluster");

        void Note(ReadOnlySpan<byte> name, string who)
        {
            if (name.SequenceEqual("A"u8))
            {
                heard.Enqueue(who);
            }
        }
    }

    [Fact]
    public async Task Listener_of_a_shard_receives_events_of_that_shard_only()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { RecommendedShards = 2, MaxConcurrency = 2 });
        await WaitForReadyAsync(cluster);
        cluster.Shards[1].On("A", (_, shard) => heard.Enqueue($"shard {shard.Id}"));
        cluster.On("A", (_, shard) => heard.Enqueue($"cluster {shard.Id}"));

        live.Gateway.DispatchToAll("A", "{}");

        await LiveGateway.UntilAsync(() => heard.Count == 3);
        Assert.Equal(["cluster 0", "cluster 1", "shard 1"], heard.Order());
    }

    [Fact]
    public async Task Listener_that_removes_itself_does_not_affect_other_listeners()
    {
        var cluster = await live.MakeAsync();
        IDisposable? once = null;
        once = cluster.On("A", (_, _) =>
        {
            heard.Enqueue("once");
            once!.Dispose();
        });
        cluster.On("A", (_, _) => heard.Enqueue("always"));
        await WaitForReadyAsync(cluster);

        live.Gateway.Dispatch("A", "{}");
        live.Gateway.Dispatch("A", "{}");

        await HeardAsync("once", "always", "always");
    }

    [Fact]
    public async Task Listener_that_throws_is_reported_by_name_and_has_no_other_effect()
    {
        var errors = new ConcurrentQueue<GatewayError>();
        var cluster = await live.MakeAsync();
        cluster.Error += errors.Enqueue;
        cluster.On("A", (_, _) => throw new FormatException("no"));
        cluster.OnAny((dispatch, _, _) => FailAsync(dispatch.EventName.SequenceEqual("A"u8)));
        cluster.On("A", (_, _) => heard.Enqueue("after"));
        await WaitForReadyAsync(cluster);

        live.Gateway.Dispatch("A", "{}");

        await HeardAsync("after");
        await LiveGateway.UntilAsync(() => errors.Count == 2);
        Assert.Equal(
            [("listener of A", "A"), ("listener of any event", "A")], errors.Select(error => (error.Handler!, error.EventName!)).Order());
        Assert.All(errors, error => Assert.Equal(GatewayErrorKind.Handler, error.Kind));

        static async ValueTask FailAsync(bool fails)
        {
            await Task.Yield();
            if (fails)
            {
                throw new FormatException("no");
            }
        }
    }

    [Fact]
    public async Task Intents_of_listeners_are_included_in_IDENTIFY()
    {
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.Privileged });
        cluster.On("MESSAGE_CREATE", (_, _) => { }, GatewayIntents.GuildMessages | GatewayIntents.MessageContent);
        cluster.On("TOMORROW", (_, _) => { }, GatewayIntents.GuildWebhooks);
        cluster.On<PresenceUpdate>((_, _) => { });
        cluster.On<GuildMemberAdd>((_, _) => { }).Dispose();
        cluster.OnAny((_, _) => { });
        await WaitForReadyAsync(cluster);

        const GatewayIntents expected =
            GatewayIntents.GuildMessages | GatewayIntents.MessageContent | GatewayIntents.GuildWebhooks | GatewayIntents.GuildPresences;
        Assert.Equal((expected, expected), (cluster.Intents, live.Gateway.Sessions[0].Intents));
    }

    [Fact]
    public async Task Listener_added_after_SpawnAsync_is_rejected_when_its_intent_was_not_requested()
    {
        var cluster = await live.MakeAsync();
        cluster.On("MESSAGE_CREATE", (_, _) => { }, GatewayIntents.GuildMessages);
        await WaitForReadyAsync(cluster);

        foreach (var listen in new Action[]
        {
            () => cluster.On("INVITE_CREATE", (_, _) => { }),
            () => cluster.Shards[0].On<InviteCreate>((_, _) => { }),
            () => _ = cluster.NextAsync<InviteCreate>(cancellationToken: Cancel),
            () => _ = cluster.Shards[0].NextAsync("INVITE_CREATE", Cancel),
            () => cluster.OnAny((_, _) => { }, GatewayIntents.GuildInvites),
        })
        {
            var error = Assert.Throws<InvalidOperationException>(listen);
            Assert.Contains("GuildInvites", error.Message, StringComparison.Ordinal);
            Assert.Contains("before SpawnAsync", error.Message, StringComparison.Ordinal);
        }

        // One of the intents that deliver it is enough, and an unknown event may need none.
        cluster.On<MessageCreate>((_, _) => { });
        cluster.On("TOMORROW", (_, _) => { });
        Assert.Throws<InvalidOperationException>(() => cluster.On<MessageCreate>((_, _) => { }, GatewayIntents.MessageContent));
    }

    [Fact]
    public async Task Close_for_a_disallowed_intent_names_the_listener_that_needs_it()
    {
        var cluster = await live.MakeAsync();
        cluster.On<PresenceUpdate>((_, _) => { });
        await cluster.SpawnAsync(Cancel);

        var error = await Assert.ThrowsAsync<GatewayClosedException>(() => cluster.Completion.WaitAsync(Patience, Cancel));

        Assert.Contains("listener of PRESENCE_UPDATE", error.Message, StringComparison.Ordinal);
    }

    private static async Task WaitForReadyAsync(Cluster cluster)
    {
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(Patience, Cancel);
    }

    private async Task HeardAsync(params string[] expected)
    {
        await LiveGateway.UntilAsync(() => heard.Count >= expected.Length);
        Assert.Equal(expected, heard);
    }
}
