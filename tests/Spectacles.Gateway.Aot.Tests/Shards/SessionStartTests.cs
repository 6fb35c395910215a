using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>Session starts that are used up, message by message.</summary>
public sealed class SessionStartTests : IAsyncDisposable
{
    private const int Shards = 3;
    private readonly MemoryGateway gateway = new() { Shards = Shards, SessionStartsLeft = 0 };
    private readonly List<DateTimeOffset> identifies = [];

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task Shards_that_waited_for_session_starts_identify_one_after_another()
    {
        await gateway.Make().SpawnAsync(TestContext.Current.CancellationToken);
        for (int shard = 0; shard < Shards; shard++)
        {
            Serve(await gateway.ConnectedAsync());
        }

        await gateway.PassTimeUntilAsync(LiveGateway.UntilAsync(() => gateway.ErrorsThatSay("no session starts remain") >= Shards));
        gateway.SessionStartsLeft = 999;
        await gateway.PassTimeUntilAsync(LiveGateway.UntilAsync(() => Identifies().Count == Shards));

        // They are 5 seconds apart, of which some may pass while the shard's thread is late.
        var times = Identifies();
        Assert.All(
            times.Zip(times.Skip(1)),
            pair => Assert.True(pair.Second - pair.First > TimeSpan.FromSeconds(2), $"identified at {string.Join(", ", times)}"));
    }

    private void Serve(MemoryConnection connection)
    {
        connection.OnSent = message =>
        {
            if (message.StartsWith("""{"op":2,""", StringComparison.Ordinal))
            {
                lock (identifies)
                {
                    identifies.Add(gateway.Time.GetUtcNow());
                }
            }

            connection.Receive("""{"op":11}""");
        };
        connection.Receive(Hello);
    }

    private List<DateTimeOffset> Identifies()
    {
        lock (identifies)
        {
            return [.. identifies];
        }
    }
}
