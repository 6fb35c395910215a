using static Spectacles.Gateway.Tests.MemoryGateway;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A server that refuses RESUME for a time: the shard is patient where the session may live on, and begins a new one at once where it has
/// ended.
/// </summary>
public sealed class ResumeRefusalTests : IAsyncDisposable
{
    private const string OpNine = "op 9 true";
    private const string Reset = "reset";
    private const string Silence = "silence";
    private static readonly string[] Ways =
    [
        "1000", "1001", "1005", "1011", "1012", "4000", "4001", "4002", "4005", "4008", OpNine, Reset, Silence,
    ];

    private readonly MemoryGateway gateway = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Refusals()
    {
        var data = new TheoryData<string, int>();
        foreach (string way in Ways)
        {
            data.Add(way, way == Silence ? 30 : 5);
        }

        foreach (string way in (string[])["4000", OpNine, Reset, Silence])
        {
            data.Add(way, 2);
            data.Add(way, 15);
            data.Add(way, 45);
        }

        return data;
    }

    public static TheoryData<string> EveryWay() => [.. Ways];

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Session_is_resumed_after_a_period_of_refused_resumes(string way, int seconds)
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        var refusesUntil = gateway.Time.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        while (true)
        {
            var (next, sent) = await NextAsync();
            Assert.StartsWith("""{"op":6,""", sent, StringComparison.Ordinal);
            if (gateway.Time.GetUtcNow() >= refusesUntil)
            {
                next.Receive(Event("RESUMED", 2));
                break;
            }

            Refuse(next, way);
        }

        await gateway.Cluster!.WaitForReadyAsync(Cancel);
        Assert.Equal(1, gateway.Shard.Resumes);
        Assert.InRange(gateway.Time.GetUtcNow() - refusesUntil, TimeSpan.Zero, TimeSpan.FromSeconds(22));
        Assert.Equal(0, gateway.ErrorsThatSay("session was lost"));
    }

    [Theory]
    [MemberData(nameof(EveryWay))]
    public async Task Session_that_is_never_resumed_is_abandoned_after_a_minute_and_a_dozen_attempts(string way)
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        var began = gateway.Time.GetUtcNow();
        List<string> hosts = [];
        while (true)
        {
            var (next, sent) = await NextAsync();
            if (sent.StartsWith("""{"op":2,""", StringComparison.Ordinal))
            {
                break;
            }

            hosts.Add(next.Address!.Host);
            Assert.InRange(gateway.Cluster!.Gateway.SessionStartLimit.Remaining, 998, 999);
            Refuse(next, way);
        }

        Assert.InRange(gateway.Time.GetUtcNow() - began, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90));
        Assert.InRange(hosts.Count, 4, 12);
        Assert.Equal(Enumerable.Range(0, hosts.Count).Select(i => i < 2 || i % 2 != 0 ? "resume.example" : "main.example"), hosts);
        var loss = Assert.Single(gateway.Errors, error => error.Kind == GatewayErrorKind.SessionLost);
        Assert.Contains($"RESUME was refused {hosts.Count} times", loss.Message, StringComparison.Ordinal);
        Assert.Contains("Events after sequence 1 that were not received are lost", loss.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4003")]
    [InlineData("4006")]
    [InlineData("4007")]
    [InlineData("4009")]
    [InlineData("op 9 false")]
    public async Task Refusal_that_ends_the_session_starts_a_new_session_at_once(string way)
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        var (resuming, sent) = await NextAsync();
        Assert.StartsWith("""{"op":6,""", sent, StringComparison.Ordinal);
        var refused = gateway.Time.GetUtcNow();
        Refuse(resuming, way);

        var (_, second) = await NextAsync();

        Assert.StartsWith("""{"op":2,""", second, StringComparison.Ordinal);
        Assert.InRange(gateway.Time.GetUtcNow() - refused, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Single(gateway.Errors, error => error.Kind == GatewayErrorKind.SessionLost);
    }

    [Fact]
    public async Task Session_with_zero_ResumeTimeout_is_abandoned_after_one_refusal()
    {
        var connection = await gateway.StartAsync(new ClusterOptions { ResumeTimeout = TimeSpan.Zero });
        connection.Abort();
        var (resuming, _) = await NextAsync();
        resuming.CloseFromServer(4000);

        var (_, sent) = await NextAsync();

        Assert.StartsWith("""{"op":2,""", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(301)]
    public void ResumeTimeout_below_zero_or_above_five_minutes_is_rejected(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new Cluster("a.b.c", new ClusterOptions { ResumeTimeout = TimeSpan.FromSeconds(seconds) }));

    [Fact]
    public async Task RESUME_times_out_after_15_seconds_without_an_event_and_one_minute_after_each_replayed_event()
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        var (resuming, _) = await NextAsync();
        resuming.Receive(Event("A", 2));
        await LiveGateway.UntilAsync(() => gateway.Shard.Sequence == 2);
        var began = gateway.Time.GetUtcNow();

        var next = gateway.ConnectedAsync();
        resuming.OnSent = sent => resuming.Receive("""{"op":11}""");
        await gateway.PassTimeUntilAsync(next);

        Assert.InRange(gateway.Time.GetUtcNow() - began, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(65));
    }

    [Fact]
    public async Task Time_without_a_reachable_server_does_not_count_against_ResumeTimeout()
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        var (refused, _) = await NextAsync();
        refused.CloseFromServer(4000);
        var absentUntil = gateway.Time.GetUtcNow() + TimeSpan.FromSeconds(90);
        while (gateway.Time.GetUtcNow() < absentUntil)
        {
            (await gateway.PassTimeUntilAsync(gateway.ConnectedAsync())).Abort();
        }

        var (again, _) = await NextAsync();
        Refuse(again, OpNine);
        var (last, sent) = await NextAsync();

        Assert.StartsWith("""{"op":6,""", sent, StringComparison.Ordinal);
        last.Receive(Event("RESUMED", 2));
        await gateway.Cluster!.WaitForReadyAsync(Cancel);
        Assert.Equal(0, gateway.ErrorsThatSay("session was lost"));
    }

    [Fact]
    public async Task Reconnect_backoff_resets_when_a_server_sends_HELLO_after_an_outage()
    {
        var connection = await gateway.StartAsync();
        connection.Abort();
        for (int failed = 0; failed < 7; failed++)
        {
            (await gateway.PassTimeUntilAsync(gateway.ConnectedAsync())).Abort();
        }

        var (next, _) = await NextAsync();
        var refused = gateway.Time.GetUtcNow();
        Refuse(next, "op 9 false");
        await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());

        Assert.InRange(gateway.Time.GetUtcNow() - refused, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
    }

    private void Refuse(MemoryConnection connection, string way)
    {
        switch (way)
        {
            case OpNine:
                connection.Receive("""{"op":9,"d":true}""");
                break;
            case "op 9 false":
                connection.Receive("""{"op":9,"d":false}""");
                break;
            case Reset:
                connection.Abort();
                break;
            case Silence:
                break;
            default:
                connection.CloseFromServer(int.Parse(way, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>The next connection, greeted, and what it says first besides heartbeats.</summary>
    private async Task<(MemoryConnection Connection, string Sent)> NextAsync()
    {
        var next = await gateway.PassTimeUntilAsync(gateway.ConnectedAsync());
        next.Receive(Hello);
        string sent;
        do
        {
            sent = await gateway.PassTimeUntilAsync(next.SentAsync());
        }
        while (sent.StartsWith("""{"op":1,""", StringComparison.Ordinal));

        return (next, sent);
    }
}
