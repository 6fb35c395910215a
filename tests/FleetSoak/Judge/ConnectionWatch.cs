using System.Globalization;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>
/// Watches what Discord sees: no shard may have two connections at a time, with one session or with two. A session that is resumed while
/// its connection is still open was taken from a process that still had it. A pair of sessions counts from <see cref="Tolerance"/> on.
/// </summary>
internal sealed class ConnectionWatch(SimulatedGateway gateway)
{
    /// <summary>The reason with which the simulated gateway closes the older one of two connections of a session.</summary>
    private const string Taken = "the session was resumed on another connection";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, long> since = [];
    private readonly Lock gate = new();
    private readonly List<string> doubles = [];

    /// <summary>The times that a shard has had two connections.</summary>
    public IReadOnlyList<string> Doubles
    {
        get
        {
            lock (gate)
            {
                return [.. doubles];
            }
        }
    }

    /// <summary>The newest session of each shard that has one.</summary>
    public static IEnumerable<SimulatedSession> Newest(SimulatedGateway gateway) => gateway.Sessions
        .Where(session => !session.Ended)
        .GroupBy(session => session.ShardId)
        .Select(sessions => sessions.MaxBy(session => session.Id, StringComparer.Ordinal)!);

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(WatchSessionsAsync(stop), WatchClosesAsync(stop));

    private async Task WatchSessionsAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            LookAtSessions();
            await Task.Delay(Interval, TimeProvider.System, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void LookAtSessions()
    {
        long now = TimeProvider.System.GetTimestamp();
        foreach (var shard in gateway.Sessions.GroupBy(session => session.ShardId))
        {
            if (shard.Count(session => session.Connected) < 2)
            {
                since.Remove(shard.Key);
            }
            else if (!since.TryGetValue(shard.Key, out long began))
            {
                since[shard.Key] = now;
            }
            else if (TimeProvider.System.GetElapsedTime(began, now) >= Tolerance)
            {
                Add($"shard {shard.Key} has two sessions with connections");
                since[shard.Key] = long.MaxValue;
            }
        }
    }

    private async Task WatchClosesAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var closed = await gateway.WaitForCloseAsync(stop);
                if (closed.Reason == Taken)
                {
                    Add($"{closed.Reason}: {closed.ConnectionId}");
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private void Add(FormattableString line)
    {
        lock (gate)
        {
            doubles.Add(line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
