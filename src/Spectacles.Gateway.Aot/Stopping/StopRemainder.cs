namespace Spectacles.Gateway;

/// <summary>The work that a stop has abandoned, to be reported once.</summary>
internal sealed class StopRemainder
{
    /// <summary>The maximum number of shards that a sentence names.</summary>
    private const int MostShards = 5;

    private readonly List<Item> left = [];

    public bool IsEmpty => left.Count == 0;

    public void Add(string what, int? shardId = null) => left.Add(new Item(what, shardId));

    /// <summary>Adds the events that the event sink has not confirmed, as one sentence.</summary>
    /// <param name="shards">The shards that have such events, with their number and the sequence of the oldest one.</param>
    public void AddUnconfirmed(IReadOnlyList<UnconfirmedRest> shards)
    {
        if (shards.Count > 0)
        {
            var each = new List<string>(MostShards);
            int count = 0;
            foreach (var one in shards)
            {
                count += one.Count;
                if (each.Count < MostShards)
                {
                    each.Add($"{one.Count} from sequence {one.First} on of shard {one.Id}");
                }
            }

            string more = shards.Count > MostShards ? $", and those of {shards.Count - MostShards} more shards" : string.Empty;
            left.Add(new Item(
                $"{count} events are not confirmed by the event sink: {string.Join(", ", each)}{more}. A session that "
                    + "is kept delivers them again",
                null));
        }
    }

    public void Add(StopRemainder other) => left.AddRange(other.left);

    /// <summary>Reports the work as one error, if there is any. Waits for the listeners of errors until the end of the deadline.</summary>
    /// <param name="errors">Where it is reported.</param>
    /// <param name="window">The time of the stop.</param>
    /// <param name="isLast">Whether it is the last report, so that counted repetitions are reported, too.</param>
    public Task ReportAsync(ErrorReport errors, StopWindow window, bool isLast = false) =>
        IsEmpty && !isLast ? Task.CompletedTask : window.UntilTheEndAsync(ReportCoreAsync(errors, window.Deadline, isLast));

    private async Task ReportCoreAsync(ErrorReport errors, TimeSpan deadline, bool isLast)
    {
        // A listener of Error may block in this call.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (!IsEmpty)
        {
            Report(errors, deadline);
        }

        if (isLast)
        {
            errors.Dispose();
        }
    }

    private void Report(ErrorReport errors, TimeSpan deadline)
    {
        List<string> kinds = [];
        int? first = null;
        foreach (var one in left)
        {
            if (!kinds.Contains(one.What))
            {
                kinds.Add(one.What);
            }

            if (one.ShardId is { } id)
            {
                first = Math.Min(first ?? id, id);
            }
        }

        var sentences = new List<string>(kinds.Count);
        foreach (string what in kinds)
        {
            sentences.Add($"{what}{Shards(ShardsOf(what))}");
        }

        errors.Send(new GatewayError(
            GatewayErrorKind.Stop,
            $"the stop no longer waits, in order to end within {deadline.TotalSeconds} s (ClusterOptions.StopTimeout): "
                + $"{string.Join("; ", sentences)}. Connections are closed anyway",
            first ?? 0));
    }

    private int[] ShardsOf(string what)
    {
        HashSet<int> ids = [];
        foreach (var one in left)
        {
            if (one.ShardId is { } id && one.What == what)
            {
                ids.Add(id);
            }
        }

        return ShardNames.Sorted(ids);
    }

    private static string Shards(int[] ids) => ids.Length switch
    {
        0 => string.Empty,
        1 => $" (shard {ids[0]})",
        <= MostShards => $" (shards {ShardNames.Of(ids, MostShards)})",
        _ => $" (shards {ShardNames.Of(ids, MostShards)} and {ids.Length - MostShards} more)",
    };

    private sealed class Item(string what, int? shardId)
    {
        public string What => what;

        public int? ShardId => shardId;
    }
}
