using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>A lost connection is reported, and a loop of them fills no log.</summary>
public sealed class OutageReportTests
{
    private readonly FakeTimeProvider time = new();
    private readonly List<GatewayError> sent = [];

    [Fact]
    public void Simultaneous_loss_of_256_connections_is_reported_in_three_lines()
    {
        using var outages = new OutageReport(sent.Add, time);
        int reported = Enumerable.Range(0, 256).Count(id => outages.Lose(id, "the connection was reset"));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(sent);
        foreach (int id in Enumerable.Range(0, 250))
        {
            outages.Return(id);
        }

        time.Advance(TimeSpan.FromSeconds(40));
        foreach (int id in Enumerable.Range(250, 6))
        {
            outages.Return(id);
        }

        Assert.Equal(1, reported);
        Assert.Equal([GatewayErrorKind.Connection, GatewayErrorKind.Recovered], sent.Select(error => error.Kind));
        Assert.Equal(
            "255 more connections were lost or refused since the last report with this cause: the connection was reset. Shards 1, 2, 3, 4, "
                + "5 and 250 others. 6 shards have no session now; shard 250 has had none for 60 s.",
            sent[0].Message);
        Assert.Equal("All lost shards have a session again. The longest outage lasted 60.0 s, on shard 250.", sent[1].Message);
        Assert.Null(sent[0].ShardId);
    }

    [Fact]
    public void Reconnect_loop_is_reported_once_a_minute_with_its_count()
    {
        using var outages = new OutageReport(sent.Add, time);
        int reported = 0;
        for (int second = 0; second < 180; second++)
        {
            reported += outages.Lose(0, "closed with 4000") ? 1 : 0;
            outages.Return(0);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, reported);
        Assert.Equal(3, sent.Count(error => error.Kind == GatewayErrorKind.Connection));
        Assert.Equal(4, sent.Count(error => error.Kind == GatewayErrorKind.Recovered));
        Assert.StartsWith(
            "59 more connections were lost",
            sent.First(error => error.Kind == GatewayErrorKind.Connection).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Unlimited_distinct_causes_from_a_peer_are_counted_together()
    {
        using var outages = new OutageReport(sent.Add, time);

        int reported = Enumerable.Range(0, 1_000).Count(i => outages.Lose(0, $"closed with {i}"));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(9, reported);
        Assert.StartsWith(
            "991 more connections were lost or refused since the last report with several other causes. Shard 0. ",
            Assert.Single(sent).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Recovery_is_reported_when_the_last_disconnected_shard_ends_but_not_when_the_cluster_stops(bool isStop, int recovered)
    {
        using var outages = new OutageReport(sent.Add, time);
        outages.Lose(1, "reset");
        outages.Lose(2, "reset");
        time.Advance(TimeSpan.FromSeconds(30));
        outages.Return(1);

        outages.Forget(2, isStop);

        Assert.Equal(
            recovered,
            sent.Count(
                error =>
                    error.Kind == GatewayErrorKind.Recovered && error.Message.Contains("30.0 s, on shard 1", StringComparison.Ordinal)));
    }

    [Fact]
    public void Shard_that_ends_while_disconnected_is_not_counted_as_recovered()
    {
        using var outages = new OutageReport(sent.Add, time);
        outages.Lose(1, "reset");

        outages.Forget(1, isStop: false);

        Assert.Empty(sent);
    }

    [Fact]
    public void End_of_the_cluster_reports_the_counts_and_stops_the_timer()
    {
        var outages = new OutageReport(sent.Add, time);
        outages.Lose(0, "closed with 4000");
        outages.Lose(1, "closed with 4000");
        outages.Forget(0, isStop: true);
        outages.Forget(1, isStop: true);

        outages.Dispose();
        time.Advance(TimeSpan.FromMinutes(5));

        Assert.StartsWith("1 more connection was lost", Assert.Single(sent).Message, StringComparison.Ordinal);
    }
}
