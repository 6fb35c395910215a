using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Sessions;

/// <summary>A claim that a store can lose: a shard asks before each connection, and before IDENTIFY and RESUME.</summary>
public sealed class ConfirmedClaimTests : IAsyncDisposable
{
    private readonly LiveGateway live = new();
    private readonly LosableStore store = new();
    private readonly ConcurrentQueue<GatewayError> errors = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Fact]
    public async Task Shard_does_not_connect_before_the_claim_is_confirmed()
    {
        var cluster = await MakeAsync();
        store.Answers.Enqueue(false);
        store.Answers.Enqueue(false);

        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal([0L, 0, 0, 1], store.ConnectionsWhenAsked.Take(4));
        Assert.Equal(1, live.Gateway.Counters.Connections);
    }

    [Fact]
    public async Task Shard_does_not_resume_while_the_claim_is_lost()
    {
        var cluster = await MakeAsync();
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        // The claim is lost between the connection and RESUME.
        int asked = store.ConnectionsWhenAsked.Count;
        store.Answers.Enqueue(true);
        store.IsLost = true;
        var reconnecting = cluster.Shards[0].ReconnectAsync(cancellationToken: Cancel);
        await LiveGateway.UntilAsync(() => store.ConnectionsWhenAsked.Count >= asked + 4);
        Assert.Equal((2, 0), (live.Gateway.Counters.Connections, live.Gateway.Counters.Resumes));

        store.IsLost = false;
        await reconnecting.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((1, 1), (live.Gateway.Counters.Resumes, live.Gateway.Counters.Identifies));
    }

    [Fact]
    public async Task Shard_asks_again_when_the_process_was_suspended_before_it_saw_the_answer()
    {
        var time = new FakeTimeProvider();
        var store = new LosableStore();
        using var errors = new ErrorReport(null, time);
        var claims = new ShardClaims(store, errors, time);
        var answer = new TaskCompletionSource();
        store.Answered = answer.Task;
        var confirming = claims.ConfirmAsync(0, Cancel).AsTask();
        await LiveGateway.UntilAsync(() => store.ConnectionsWhenAsked.Count == 1);

        time.Advance(TimeSpan.FromSeconds(9));
        answer.SetResult();

        await confirming.WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal(2, store.ConnectionsWhenAsked.Count);
    }

    [Fact]
    public async Task Shard_that_waits_for_the_confirmation_can_be_stopped()
    {
        var cluster = await MakeAsync();
        store.IsLost = true;
        await cluster.SpawnAsync(Cancel);
        await LiveGateway.UntilAsync(() => store.ConnectionsWhenAsked.Count >= 2);

        await cluster.StopAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal(0, live.Gateway.Counters.Connections);
    }

    [Fact]
    public async Task Store_that_fails_to_confirm_is_reported_and_the_shard_waits()
    {
        var cluster = await MakeAsync();
        store.Failure = new IOException("the broker is away");
        await cluster.SpawnAsync(Cancel);
        await LiveGateway.UntilAsync(() => !errors.IsEmpty);
        Assert.Equal(0, live.Gateway.Counters.Connections);

        store.Failure = null;
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.True(errors.TryPeek(out var error));
        Assert.Equal(GatewayErrorKind.SessionStore, error.Kind);
        Assert.Equal("The shard does not connect until its store confirms the claim: the broker is away", error.Message);
    }

    private async Task<Cluster> MakeAsync()
    {
        var cluster = await live.MakeAsync(
            options: new ClusterOptions { SessionStore = store, TimeProvider = new FastTime(TimeSpan.FromSeconds(1)) });
        store.Connections = () => live.Gateway.Counters.Connections;
        cluster.HearErrors(errors.Enqueue);
        return cluster;
    }

    private sealed class LosableStore : ISessionStore
    {
        private readonly MemorySessionStore sessions = new();

        public bool IsDurable => false;

        /// <summary>The next answers; afterwards <see cref="IsLost"/> decides.</summary>
        public ConcurrentQueue<bool> Answers { get; } = new();

        public volatile bool IsLost;

        public volatile Exception? Failure;

        /// <summary>When an answer is given.</summary>
        public Task Answered { get; set; } = Task.CompletedTask;

        public Func<long> Connections { get; set; } = () => 0;

        public ConcurrentQueue<long> ConnectionsWhenAsked { get; } = new();

        public async ValueTask<bool> ConfirmClaimAsync(int shardId, CancellationToken cancellationToken)
        {
            await Task.Yield();
            bool answer = Answers.TryDequeue(out bool next) ? next : !IsLost;
            ConnectionsWhenAsked.Enqueue(Connections());
            await Answered;
            return Failure is { } failure ? throw failure : answer;
        }

        public ValueTask<StoredSession?> LoadAsync(int shardId, CancellationToken cancellationToken) =>
            sessions.LoadAsync(shardId, cancellationToken);

        public ValueTask SaveAsync(StoredSession session, CancellationToken cancellationToken) =>
            sessions.SaveAsync(session, cancellationToken);

        public ValueTask RemoveAsync(int shardId, CancellationToken cancellationToken) => sessions.RemoveAsync(shardId, cancellationToken);
    }
}
