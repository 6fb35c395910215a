namespace Spectacles.Gateway.Tests.Sinks;

/// <summary>A sink that throws has not taken the event.</summary>
public sealed class EventSinkFailureTests : IAsyncDisposable
{
    private readonly SinkWorld world = new();

    private TestSink Sink => world.Sink;

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Sink_that_throws_is_reported_and_offered_the_event_again_after_growing_waits()
    {
        int refused = 0;
        List<long> handled = [];
        Sink.Confirms = true;
        Sink.Decide = (name, sequence) => name == "X" && sequence == 4 && refused++ < 5
            ? throw new IOException("the broker is away")
            : SinkResult.Taken;
        await world.StartAsync(handlers: new Handler("X", (in dispatch, _, _) =>
        {
            handled.Add(dispatch.Sequence);
            return default;
        }));
        var began = world.Time.GetUtcNow();
        world.Send(1, 5);

        await world.PassTimeUntilAsync(() => Sink.Numbers.Contains(5));
        await LiveGateway.UntilAsync(() => handled.Count == 5);

        Assert.Equal([1, 2, 3, 4, 5], Sink.Numbers);
        Assert.All(world.Sent(Opcode.Resume), sequence => Assert.Equal(3, sequence));
        Assert.Equal((1, 5), (world.Gateway.Counters.Identifies, world.Sent(Opcode.Resume).Length));
        Assert.InRange(world.Time.GetUtcNow() - began, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));
        var error = world.Errors.First(one => one.Kind == GatewayErrorKind.EventSink);
        Assert.Equal((0, "X", 4L, "TestSink"), (error.ShardId, error.EventName, error.Sequence, error.Handler));
        Assert.Contains("the broker is away", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sink_that_throws_while_the_shard_waits_for_room_is_offered_the_event_again()
    {
        Sink.Confirms = true;
        await world.StartAsync();
        await LiveGateway.UntilAsync(() => Sink.Taken.Count == 2);
        Sink.Fill();
        world.Send(1, 3);
        await Sink.FullAsync();

        Sink.FailWait(new IOException("the broker is away"));
        await world.PassTimeUntilAsync(Sink.FullAsync());
        Sink.Empty();
        await world.PassTimeUntilAsync(() => Sink.Numbers.Contains(3));

        Assert.Equal([1, 2, 3], Sink.Numbers);
        Assert.Equal([2], world.Sent(Opcode.Resume));
        Assert.Single(world.Errors, one => one.Kind == GatewayErrorKind.EventSink);
    }
}
