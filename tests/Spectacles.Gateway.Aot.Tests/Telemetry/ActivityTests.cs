using System.Diagnostics;
using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>The source of activities is shared by the process: no other test of allocations runs at the same time.</summary>
[Collection(ActivityRecorder.Tests)]
public sealed class ActivityTests : IAsyncDisposable
{
    private readonly MemoryGateway gateway = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Call_has_an_activity_that_is_current_in_its_code_and_has_no_parent()
    {
        using var activities = new ActivityRecorder("TRACED_CALL");
        using var starting = new Activity("the start of the program").Start();
        var seen = new List<Activity?>();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var connection = await StartAsync(new Handler("TRACED_CALL", (in _, _, _) => new ValueTask(TwiceAsync())));
        connection.Receive(Event("TRACED_CALL", 2));
        await LiveGateway.UntilAsync(() => seen.Count == 1);
        Assert.Empty(activities.Ended);
        go.SetResult();
        await LiveGateway.UntilAsync(() => !activities.Ended.IsEmpty);

        var activity = Assert.Single(activities.Ended);
        Assert.Equal([activity, activity], seen);
        Assert.Null(activity.ParentId);
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal(ActivityKind.Consumer, activity.Kind);
        Assert.Equal("TRACED_CALL", activity.GetTagItem("spectacles.event.name"));
        Assert.Equal("Handler.Handle", activity.GetTagItem("spectacles.handler.name"));
        Assert.Equal(0, activity.GetTagItem("spectacles.shard.id"));
        Assert.Equal(2L, activity.GetTagItem("spectacles.event.sequence"));
        Assert.Same(starting, Activity.Current);

        async Task TwiceAsync()
        {
            seen.Add(Activity.Current);
            await go.Task.ConfigureAwait(false);
            seen.Add(Activity.Current);
        }
    }

    [Fact]
    public async Task Failed_call_has_the_type_of_its_exception()
    {
        using var activities = new ActivityRecorder("TRACED_FAILURE");
        var connection = await StartAsync(
            new Handler("TRACED_FAILURE", (in _, _, _) => throw new InvalidOperationException("a mistake")));
        connection.Receive(Event("TRACED_FAILURE", 2));
        await LiveGateway.UntilAsync(() => !activities.Ended.IsEmpty);

        var activity = Assert.Single(activities.Ended);
        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("System.InvalidOperationException", activity.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Activity_of_an_abandoned_call_ends_with_the_wait_for_it()
    {
        using var activities = new ActivityRecorder("TRACED_ENDLESS");
        var held = new TaskCompletionSource();
        var connection = await StartAsync(new Handler("TRACED_ENDLESS", (in _, _, _) => new ValueTask(held.Task)));
        connection.Receive(Event("TRACED_ENDLESS", 2));
        await gateway.PassTimeUntilAsync(LiveGateway.UntilAsync(() => !activities.Ended.IsEmpty));
        held.SetResult();

        Assert.Equal("timeout", Assert.Single(activities.Ended).GetTagItem("error.type"));
    }

    [Fact]
    public async Task End_of_a_call_does_not_change_the_activity_of_the_code_that_ends_it()
    {
        using var activities = new ActivityRecorder("TRACED_END");
        var held = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        var connection = await StartAsync(new Handler("TRACED_END", (in _, _, _) =>
        {
            begun.SetResult();
            return new ValueTask(held.Task);
        }));
        connection.Receive(Event("TRACED_END", 2));
        await begun.Task.WaitAsync(LiveGateway.Patience, Token);
        using var own = new Activity("elsewhere").Start();
        await LiveGateway.UntilAsync(() => gateway.Shard.CallsInFlight == 1);

        held.SetResult();

        Assert.Same(own, Activity.Current);
        Assert.Single(activities.Ended);
    }

    [Fact]
    public async Task Event_without_a_handler_has_no_activity()
    {
        using var activities = new ActivityRecorder("TRACED_NOTHING");
        var last = new TaskCompletionSource();
        var connection = await StartAsync(new Handler("LAST", (in _, _, _) =>
        {
            last.SetResult();
            return default;
        }));
        connection.Receive(Event("TRACED_NOTHING", 2));
        connection.Receive(Event("LAST", 3));
        await last.Task.WaitAsync(LiveGateway.Patience, Token);

        Assert.Empty(activities.Ended);
    }

    private Task<MemoryConnection> StartAsync(params IGatewayHandler[] handlers) => gateway.StartAsync(new ClusterOptions(), handlers);
}
