using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The buckets, as others see them.</summary>
[Collection(nameof(OneServer))]
public sealed class BucketTests(SharedServer shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Other_clients_of_NATS_can_read_and_change_the_state()
    {
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(), shared.Server.Url), Cancel);
        await engine.SharedState.TryWriteAsync("a.b", "1"u8.ToArray(), 0, Cancel);
        await using var connection = await shared.Server.ConnectAsync();
        var store = await new NatsKVContext(new NatsJSContext(connection)).GetStoreAsync($"FLEET_{engine.Plan.Name}_SHARED", Cancel);

        Assert.Equal("1", (await store.GetEntryAsync<string>("a.b", cancellationToken: Cancel)).Value);
        ulong revision = await store.PutAsync("a.b", "2", cancellationToken: Cancel);
        Assert.Equal((long)revision, (await engine.SharedState.ReadAsync("a.b", Cancel))!.Revision);
        await store.DeleteAsync("a.b", cancellationToken: Cancel);
        Assert.Null(await engine.SharedState.ReadAsync("a.b", Cancel));
        Assert.NotNull(await engine.SharedState.TryWriteAsync("a.b", "3"u8.ToArray(), 0, Cancel));
    }

    [Fact]
    public async Task Fences_are_not_among_the_keys_of_the_nodes()
    {
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(), shared.Server.Url), Cancel);
        await engine.Events.TryOpenAsync(0, 1, Cancel);

        await foreach (var change in engine.NodeState.WatchAsync("", Cancel))
        {
            Assert.True(change.IsCurrent);
            break;
        }
    }

    [Theory]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a.*")]
    public async Task Key_or_name_that_is_no_word_of_a_subject_is_refused(string key)
    {
        await using var engine = await NatsEngine.ConnectAsync(TestOptions.For(TestOptions.NewPlan(), shared.Server.Url), Cancel);

        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.SharedState.TryWriteAsync(key, default, 0, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Requests.SendAsync(key, default, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Events.DeadLetters.CountAsync("*", Cancel));
    }
}
