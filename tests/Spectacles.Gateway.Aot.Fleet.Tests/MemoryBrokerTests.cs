using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What the broker in memory does beyond the contract of engines.</summary>
public sealed class MemoryBrokerTests
{
    private static readonly FleetPlan Plan = new() { Name = "bot", ShardCount = 2, GroupSize = 1 };
    private static readonly DeliveryQuery Query = new() { WorkerGroup = "workers" };

    private readonly FakeTimeProvider time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Log_keeps_the_newest_records_within_its_bounds()
    {
        await IsBoundedAsync(new MemoryBounds { Records = 2 });
        await IsBoundedAsync(new MemoryBounds { Bytes = 2 });
        await IsBoundedAsync(new MemoryBounds { Age = TimeSpan.FromSeconds(25) });
    }

    [Theory]
    [InlineData("a.")]
    [InlineData(".a")]
    [InlineData("a..b")]
    [InlineData("a.*")]
    public async Task Key_that_another_engine_refuses_is_refused(string key)
    {
        var engine = new MemoryBroker(Plan, time).Connect();

        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.SharedState.TryWriteAsync(key, default, 0, Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Requests.SendAsync(key, default, Token));
    }

    [Fact]
    public async Task Appends_can_fail_with_and_without_a_stored_record()
    {
        var engine = new MemoryBroker(Plan, time).Connect();
        var appender = (await engine.Events.TryOpenAsync(0, 1, Token))!;

        engine.FailAppends(2, stored: false);
        await Assert.ThrowsAsync<FleetException>(() => AppendAsync(appender, "1"));
        await Assert.ThrowsAsync<FleetException>(() => AppendAsync(appender, "2"));
        Assert.Empty(await engine.Events.ReadLastAsync(0, Token));
        engine.FailAppends(1, stored: true);
        await Assert.ThrowsAsync<FleetException>(() => AppendAsync(appender, "3"));
        Assert.Equal("3", Encoding.UTF8.GetString(Assert.Single(await engine.Events.ReadLastAsync(0, Token)).Span));
        Assert.Equal(AppendOutcome.Stored, await AppendAsync(appender, "4"));
    }

    [Fact]
    public async Task Calls_of_all_connections_wait_while_the_broker_is_away()
    {
        var broker = new MemoryBroker(Plan, time);
        var engines = new[] { broker.Connect(), broker.Connect() };
        broker.IsAvailable = false;
        var reads = engines.Select(engine => engine.SharedState.ReadAsync("key", Token).AsTask()).ToArray();
        var ask = engines[0].Requests.AskAsync("node.a", default, TimeSpan.FromSeconds(5), Token).AsTask();

        Assert.All(reads, read => Assert.False(read.IsCompleted));
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(RequestOutcome.TimedOut, (await ask).Outcome);
        broker.IsAvailable = true;
        Assert.All(await Task.WhenAll(reads), Assert.Null);
    }

    [Fact]
    public async Task Another_reader_continues_after_five_seconds_of_the_given_clock()
    {
        var broker = new MemoryBroker(Plan, time);
        var (first, second) = (broker.Connect(), broker.Connect());
        await using var reader = first.Events.ReadAsync(Query, 0, Token).GetAsyncEnumerator(Token);
        var asked = reader.MoveNextAsync();
        await using var other = second.Events.ReadAsync(Query, 0, Token).GetAsyncEnumerator(Token);
        var otherAsked = other.MoveNextAsync().AsTask();
        var appender = (await first.Events.TryOpenAsync(0, 1, Token))!;
        await AppendAsync(appender, "1");
        Assert.True(await asked);

        first.Disconnect();
        await AppendAsync((await second.Events.TryOpenAsync(0, 2, Token))!, "2");
        time.Advance(TimeSpan.FromSeconds(4));
        Assert.False(otherAsked.IsCompleted);
        while (!otherAsked.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(1, Token);
        }

        Assert.Equal("2", Encoding.UTF8.GetString(other.Current.Record.Span));
    }

    [Fact]
    public async Task What_a_receiver_throws_is_reported()
    {
        var reported = new TaskCompletionSource<Exception>();
        var engine = new MemoryBroker(Plan, time) { ReceiverFailed = reported.SetResult }.Connect();
        await using var receiver = await engine.Requests.ReceiveAsync("node.a", null, 1, (_, _) => throw new FormatException("no"), Token);

        await engine.Requests.SendAsync("node.a", default, Token);
        Assert.IsType<FormatException>(await reported.Task.WaitAsync(TimeSpan.FromSeconds(30), Token));
    }

    [Theory]
    [InlineData("Node.a")]
    [InlineData("node..a")]
    [InlineData("node.*")]
    [InlineData(".node")]
    [InlineData("")]
    public async Task Addresses_that_a_broker_could_misread_are_refused(string address)
    {
        var engine = new MemoryBroker(Plan, time).Connect();

        await Assert.ThrowsAsync<ArgumentException>(() => engine.Requests.SendAsync(address, default, Token).AsTask());
    }

    [Fact]
    public async Task Calls_of_a_disposed_connection_throw()
    {
        var engine = new MemoryBroker(Plan, time).Connect();
        var appender = (await engine.Events.TryOpenAsync(0, 1, Token))!;
        await engine.DisposeAsync();
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => AppendAsync(appender, "1"));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.SharedState.ReadAsync("key", Token).AsTask());
    }

    private static Task<AppendOutcome> AppendAsync(IEventAppender appender, string text) =>
        appender.AppendAsync(RecordAddress.ForPack, Encoding.UTF8.GetBytes(text), Token).AsTask();

    private async Task IsBoundedAsync(MemoryBounds bounds)
    {
        var engine = new MemoryBroker(Plan, time, bounds).Connect();
        using var end = new CancellationTokenSource();
        await using (var reader = engine.Events.ReadAsync(Query, 0, end.Token).GetAsyncEnumerator(end.Token))
        {
            var asked = reader.MoveNextAsync().AsTask();
            await end.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        var appender = (await engine.Events.TryOpenAsync(0, 1, Token))!;
        foreach (string text in new[] { "1", "2", "3", "4" })
        {
            await AppendAsync(appender, text);
            time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, await engine.Events.CountUnreadAsync("workers", Token));
        await using var later = engine.Events.ReadAsync(Query, 0, Token).GetAsyncEnumerator(Token);
        Assert.True(await later.MoveNextAsync());
        Assert.Equal("3", Encoding.UTF8.GetString(later.Current.Record.Span));
    }
}
