namespace Spectacles.Gateway;

/// <summary>
/// Reports the lost connections of a cluster: each cause at most once a minute, however many shards it affects, and once when all shards
/// are connected again.
/// </summary>
internal sealed class OutageReport : IDisposable
{
    private const int MostCauses = 8;
    private const int ShardsNamed = 5;

    private readonly Lock gate = new();
    private readonly List<LostShard> away = [];
    private readonly Repetitions<Cause> causes;
    private readonly Repetitions<string> recoveries;
    private readonly Action<GatewayError> send;
    private readonly TimeProvider time;
    private (int ShardId, TimeSpan Length)? longest;

    /// <param name="send">Receives the reports on several shards.</param>
    /// <param name="time">The clock.</param>
    public OutageReport(Action<GatewayError> send, TimeProvider time)
    {
        this.send = send;
        this.time = time;
        causes = new Repetitions<Cause>(time, Summarize) { Most = MostCauses };
        recoveries = new Repetitions<string>(time, (_, _) => SayRecovered());
    }

    /// <summary>Whether a shard has reconnected since the last such report, and none is disconnected. Under the lock.</summary>
    private bool IsOver => away.Count == 0 && longest is not null;

    /// <summary>Notes that a shard has lost its connection, or could not open one.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="cause">The cause, in the same words for the same cause.</param>
    /// <returns>Whether it is the first report of its cause within a minute, and must be reported by the caller.</returns>
    public bool Lose(int shardId, string cause)
    {
        lock (gate)
        {
            if (!away.Exists(lost => lost.ShardId == shardId))
            {
                away.Add(new LostShard(shardId, time.GetTimestamp()));
            }
        }

        return causes.Add(cause, key => new Cause(key), known => known.Shards.Add(shardId));
    }

    /// <summary>Notes that a shard has a session again.</summary>
    public void Return(int shardId)
    {
        lock (gate)
        {
            if (away.Find(lost => lost.ShardId == shardId) is not { } returned)
            {
                return;
            }

            away.Remove(returned);
            var length = time.GetElapsedTime(returned.Since);
            longest = longest is { } before && before.Length >= length ? before : (shardId, length);
        }

        SayRecoveredOnce();
    }

    /// <summary>Stops counting a shard as lost, because it has ended or the user has disconnected it.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="isStop">Whether the whole cluster stops.</param>
    public void Forget(int shardId, bool isStop)
    {
        bool wasAway;
        lock (gate)
        {
            wasAway = away.RemoveAll(lost => lost.ShardId == shardId) > 0;
        }

        if (wasAway && !isStop)
        {
            SayRecoveredOnce();
        }
    }

    public void Dispose()
    {
        causes.Dispose();
        recoveries.Dispose();
    }

    private void Summarize(Cause cause, long count)
    {
        int[] shards = ShardNames.Sorted(cause.Shards);
        string others = shards.Length > ShardsNamed ? $" and {shards.Length - ShardsNamed} others" : string.Empty;
        string noun = shards.Length == 1 ? "Shard" : "Shards";
        string message = $"{count} more {(count == 1 ? "connection was" : "connections were")} lost or refused since the last report "
            + $"{(cause.Text.Length > 0 ? $"with this cause: {cause.Text.TrimEnd('.')}" : "with several other causes")}. "
            + $"{noun} {ShardNames.Of(shards, ShardsNamed)}{others}. {Oldest()}";
        send(new GatewayError(GatewayErrorKind.Connection, message, null));
    }

    private string Oldest()
    {
        lock (gate)
        {
            if (away.Count == 0)
            {
                return "All shards have a session now.";
            }

            // The list is in the order of the losses.
            var oldest = away[0];
            return $"{away.Count} {(away.Count == 1 ? "shard has" : "shards have")} no session now; shard {oldest.ShardId} has had none "
                + $"for {time.GetElapsedTime(oldest.Since).TotalSeconds:0} s.";
        }
    }

    private void SayRecoveredOnce()
    {
        lock (gate)
        {
            if (!IsOver)
            {
                return;
            }
        }

        if (recoveries.Add(string.Empty, _ => string.Empty))
        {
            SayRecovered();
        }
    }

    private void SayRecovered()
    {
        string message;
        lock (gate)
        {
            if (!IsOver)
            {
                return;
            }

            var outage = longest!.Value;
            message = $"All lost shards have a session again. The longest outage lasted {outage.Length.TotalSeconds:0.0} s, on shard "
                + $"{outage.ShardId}.";
            longest = null;
        }

        send(new GatewayError(GatewayErrorKind.Recovered, message, null));
    }

    private sealed class LostShard(int shardId, long since)
    {
        public int ShardId => shardId;

        public long Since => since;
    }

    private sealed class Cause(string text)
    {
        public string Text => text;

        public HashSet<int> Shards { get; } = [];
    }
}
