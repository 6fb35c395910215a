using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>Former owners that do not know it yet, and fences that the bounds of a stream have removed.</summary>
[Collection(nameof(OneServer))]
public sealed class FencingTests(SharedServer shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_that_was_on_its_way_when_another_owner_came_is_refused()
    {
        await using var fleet = await ConnectAsync();
        var former = await OpenAsync(fleet.Held, 1);
        Assert.True(await TestRecords.AppendAsync(former, 1, Cancel));

        fleet.Link.Hold();
        var late = former.AppendAsync(RecordAddress.ForPack, TestRecords.Of(2), Cancel).AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, Cancel);
        var next = await OpenAsync(fleet.Other, 2);
        Assert.True(await TestRecords.AppendAsync(next, 3, Cancel));
        fleet.Link.Release();

        Assert.Equal(AppendOutcome.Fenced, await late);
        Assert.Equal(3, TestRecords.NumberOf(Assert.Single(await fleet.Other.Events.ReadLastAsync(0, Cancel))));
    }

    [Fact]
    public async Task Append_that_was_given_up_is_not_stored_after_the_next_one()
    {
        await using var fleet = await ConnectAsync();
        var owner = await OpenAsync(fleet.Held, 1);
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        fleet.Link.Hold();
        var given = owner.AppendAsync(RecordAddress.ForPack, TestRecords.Of(1), impatient.Token).AsTask();
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        fleet.Link.Release();

        Assert.True(await TestRecords.AppendAsync(owner, 2, Cancel));
        Assert.Equal(2, TestRecords.NumberOf(Assert.Single(await fleet.Other.Events.ReadLastAsync(0, Cancel))));
    }

    [Fact]
    public async Task Owner_goes_on_when_the_bounds_of_the_stream_have_removed_its_fence()
    {
        await using var fleet = await ConnectAsync();
        var owner = await OpenAsync(fleet.Held, 1);
        Assert.True(await TestRecords.AppendAsync(owner, 1, Cancel));
        await PurgeAsync(fleet.Held.Plan);

        Assert.True(await TestRecords.AppendAsync(owner, 2, Cancel));
        Assert.Null(await fleet.Other.Events.TryOpenAsync(0, 1, Cancel));
    }

    [Fact]
    public async Task Former_owner_is_refused_when_the_fence_of_its_successor_is_removed_too()
    {
        await using var fleet = await ConnectAsync();
        var former = await OpenAsync(fleet.Held, 1);
        var next = await OpenAsync(fleet.Other, 2);
        await PurgeAsync(fleet.Held.Plan);

        Assert.False(await TestRecords.AppendAsync(former, 1, Cancel));
        Assert.True(await TestRecords.AppendAsync(next, 2, Cancel));
        Assert.False(await TestRecords.AppendAsync(former, 1, Cancel));
    }

    [Theory]
    [InlineData("not a fence")]
    [InlineData("99 another")]
    public async Task Last_owner_in_the_bucket_replaces_a_fence_that_another_program_has_stored(string foreign)
    {
        await using var fleet = await ConnectAsync();
        var former = await OpenAsync(fleet.Held, 1);
        await StoreAsync($"fleet.{fleet.Held.Plan.Name}.log.0.fence.0", foreign);
        Assert.Equal(AppendOutcome.Stored, await former.AppendAsync(RecordAddress.ForPack, TestRecords.Of(1), Cancel));

        await StoreAsync($"fleet.{fleet.Held.Plan.Name}.log.0.fence.0", foreign);
        var next = await OpenAsync(fleet.Other, 2);
        await StoreAsync($"fleet.{fleet.Held.Plan.Name}.log.0.fence.0", foreign);

        Assert.False(await TestRecords.AppendAsync(former, 2, Cancel));
        Assert.True(await TestRecords.AppendAsync(next, 3, Cancel));
        Assert.Equal(3, TestRecords.NumberOf(Assert.Single(await fleet.Other.Events.ReadLastAsync(0, Cancel))));
    }

    [Fact]
    public async Task Last_owner_that_cannot_be_read_concerns_its_group_and_no_other()
    {
        await using var fleet = await ConnectAsync();
        string bucket = $"FLEET_{fleet.Held.Plan.Name}_NODES";
        await StoreAsync($"$KV.{bucket}._fence.0", "not a fence");

        var error = await Assert.ThrowsAsync<FleetException>(() => OpenAsync(fleet.Held, 1));

        Assert.False(error.IsConfigurationError);
        Assert.Equal(
            $"The last owner of group 0 can't be read, because the key _fence.0 of the bucket {bucket} has a value that this version does "
            + $"not know. If no process of a later version runs, delete it: nats kv del {bucket} _fence.0",
            error.Message);
        Assert.NotNull(await fleet.Held.Events.TryOpenAsync(1, 1, Cancel));
        await using var connection = await shared.Server.ConnectAsync();
        var store = await new NatsKVContext(new NatsJSContext(connection)).GetStoreAsync(bucket, Cancel);
        await store.DeleteAsync("_fence.0", cancellationToken: Cancel);
        Assert.True(await TestRecords.AppendAsync(await OpenAsync(fleet.Held, 1), 1, Cancel));
    }

    [Fact]
    public async Task Second_append_at_the_same_time_is_an_error_of_the_caller()
    {
        await using var fleet = await ConnectAsync();
        var owner = await OpenAsync(fleet.Held, 1);
        fleet.Link.Hold();
        var first = owner.AppendAsync(RecordAddress.ForPack, TestRecords.Of(1), Cancel).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await owner.AppendAsync(RecordAddress.ForPack, TestRecords.Of(2), Cancel));
        fleet.Link.Release();
        Assert.Equal(AppendOutcome.Stored, await first);
    }

    private static async Task<IEventAppender> OpenAsync(NatsEngine engine, long fence) =>
        (await engine.Events.TryOpenAsync(0, fence, Cancel))!;

    private async Task<TwoEngines> ConnectAsync() => await TwoEngines.ConnectAsync(shared.Server, Cancel);

    private async Task StoreAsync(string subject, string text)
    {
        await using var connection = await shared.Server.ConnectAsync();
        (await new NatsJSContext(connection).PublishAsync(subject, text, cancellationToken: Cancel)).EnsureSuccess();
    }

    private async Task PurgeAsync(FleetPlan plan)
    {
        await using var connection = await shared.Server.ConnectAsync();
        await new NatsJSContext(connection).PurgeStreamAsync($"FLEET_{plan.Name}_EVENTS_0", new StreamPurgeRequest(), Cancel);
    }
}
