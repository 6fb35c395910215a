using System.Collections.Concurrent;
using System.Diagnostics;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests.Sessions;

namespace Spectacles.Gateway.Tests;

/// <summary>A shard is served by one process at a time: a second one reports it and waits.</summary>
public sealed class ShardClaimTests : IAsyncDisposable
{
    private const string DirectoryOfParent = "SPECTACLES_TEST_SESSIONS";
    private const string ApiOfParent = "SPECTACLES_TEST_API";
    private readonly LiveGateway live = new();
    private readonly SessionDirectory directory = new();
    private readonly ConcurrentQueue<GatewayError> errors = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        directory.Dispose();
    }

    [Fact]
    public async Task Second_process_takes_over_a_claimed_shard_after_a_kill()
    {
        if (Environment.GetEnvironmentVariable(DirectoryOfParent) is { } sessions)
        {
            await ServeAsync(sessions, new Uri(Environment.GetEnvironmentVariable(ApiOfParent)!));
            return;
        }

        var second = await live.MakeAsync(options: new ClusterOptions { SessionStore = directory.NewStore() });
        second.HearErrors(errors.Enqueue);
        using var first = StartProcess();
        try
        {
            _ = first.StandardOutput.ReadToEndAsync(Cancel);
            await LiveGateway.UntilAsync(() => live.Gateway.Counters.Identifies == 1 && File.Exists(directory.NewStore().Path));

            await second.SpawnAsync(Cancel);
            await LiveGateway.UntilAsync(() => !errors.IsEmpty);
            Assert.False(second.WaitForReadyAsync(Cancel).IsCompleted);
            Assert.Equal((1, 0), (live.Gateway.Counters.Connections, live.Gateway.Counters.Resumes));
        }
        finally
        {
            // As kill -9 does.
            first.Kill(entireProcessTree: true);
        }

        await second.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        Assert.Equal((1, 1), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        var error = Assert.Single(errors);
        Assert.Equal(GatewayErrorKind.SessionStore, error.Kind);
        Assert.Contains("Shard 0 is already run by another process", error.Message, StringComparison.Ordinal);
        Assert.Empty(live.Gateway.Violations);
    }

    [Fact]
    public async Task Process_waiting_for_a_claim_can_be_stopped_and_leaves_the_session_unchanged()
    {
        var first = await live.MakeAsync(options: new ClusterOptions { SessionStore = directory.NewStore() });
        await first.SpawnAsync(Cancel);
        await first.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => File.Exists(directory.NewStore().Path));

        var second = live.Add(new ClusterOptions { SessionStore = directory.NewStore() });
        await second.SpawnAsync(Cancel);
        await second.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);

        Assert.NotNull(await directory.NewStore().LoadAsync(0, Cancel));
        Assert.Equal((1, ShardState.Ready), (live.Gateway.Counters.Connections, first.Shards[0].State));
    }

    [Fact]
    public async Task Process_started_during_the_stop_of_another_continues_its_session()
    {
        var world = new SimulatedGatewayOptions { RecommendedShards = 8, MaxConcurrency = 8 };
        var first = await live.MakeAsync(world, new ClusterOptions { SessionStore = directory.NewStore() });
        await first.SpawnAsync(Cancel);
        await first.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        var second = live.Add(new ClusterOptions { SessionStore = directory.NewStore() });
        second.HearErrors(errors.Enqueue);
        await second.SpawnAsync(Cancel);
        await LiveGateway.UntilAsync(() => !errors.IsEmpty);
        await first.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        await second.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Equal((8, 8), (live.Gateway.Counters.Identifies, live.Gateway.Counters.Resumes));
        Assert.Equal("Shards 0, 1, 2, 3, 4 and 3 more are", Assert.Single(errors).Message.Split(" already")[0]);
    }

    [Fact]
    public async Task Reshard_within_one_process_causes_no_claim_conflict_and_releases_removed_shards()
    {
        var world = new SimulatedGatewayOptions { MaxConcurrency = 16 };
        var cluster = await live.MakeAsync(world, new ClusterOptions { SessionStore = directory.NewStore() });
        cluster.HearErrors(errors.Enqueue);
        await cluster.SpawnAsync(2, Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        await cluster.ReshardAsync(1, Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        var other = directory.NewStore();
        Assert.Empty(errors);
        Assert.False(await other.TryClaimAsync(0, Cancel));
        Assert.True(await other.TryClaimAsync(1, Cancel));
        await cluster.StopAsync().WaitAsync(LiveGateway.Patience, Cancel);
        Assert.True(await other.TryClaimAsync(0, Cancel));
    }

    [Fact]
    public async Task Store_that_cannot_claim_is_reported_and_the_shard_starts()
    {
        string blocked = Path.Combine(directory.Path, "blocked");
        await File.WriteAllTextAsync(blocked, "a file where the directory should be", Cancel);
        var cluster = await live.MakeAsync(
            options: new ClusterOptions { SessionStore = new FileSessionStore(SessionDirectory.Token, blocked) });
        cluster.HearErrors(errors.Enqueue);

        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);

        Assert.Contains(
            errors,
            error =>
                error.Kind == GatewayErrorKind.SessionStore
                    && error.Message.Contains("although another process may be running it", StringComparison.Ordinal));
    }

    private static async Task ServeAsync(string sessions, Uri api)
    {
        await using var cluster = new Cluster(
            SessionDirectory.Token,
            new ClusterOptions { Api = api, SessionStore = new FileSessionStore(SessionDirectory.Token, sessions) });
        await cluster.SpawnAsync(Cancel);

        // Until it is killed; and not for ever if nobody does.
        await Task.Delay(TimeSpan.FromMinutes(1), Cancel);
    }

    private Process StartProcess()
    {
        string test = $"{typeof(ShardClaimTests).FullName}.{nameof(Second_process_takes_over_a_claimed_shard_after_a_kill)}";
        var start = new ProcessStartInfo(
            "dotnet", [typeof(ShardClaimTests).Assembly.Location, "-noColor", "-method", test])
        { RedirectStandardOutput = true };
        start.Environment[DirectoryOfParent] = Path.GetDirectoryName(directory.NewStore().Path);
        start.Environment[ApiOfParent] = live.Gateway.Api.AbsoluteUri;
        return Process.Start(start)!;
    }
}
