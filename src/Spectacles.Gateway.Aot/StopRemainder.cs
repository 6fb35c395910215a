namespace Spectacles.Gateway;

/// <summary>What a stop has given up, to be reported once.</summary>
internal sealed class StopRemainder
{
    /// <summary>How many shards a sentence names.</summary>
    private const int MostShards = 5;

    private readonly List<(string What, int? ShardId)> left = [];

    public bool IsEmpty => left.Count == 0;

    public void Add(string what, int? shardId = null) => left.Add((what, shardId));

    public void Add(StopRemainder other) => left.AddRange(other.left);

    /// <summary>Adds what a shard still does.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="handlers">Whether its unfinished handlers were waited for.</param>
    public void AddUnfinished(Shard shard, bool handlers)
    {
        var loop = shard.Loop;
        if (WhatHolds(shard) is { } what)
        {
            Add(what, shard.Id);
        }

        if (loop.SavesStill)
        {
            Add("the session store has not answered, so the next start may repeat more events or begin a new session", shard.Id);
        }

        if (handlers)
        {
            left.AddRange(loop.Calls.Window.Unfinished().Select(call => ($"{call.Method.Name} has not finished {call.Method.Event}", (int?)shard.Id)));
        }
    }

    /// <summary>Reports it as one error. The caller's thread runs the listeners of errors.</summary>
    public void Report(ErrorReport errors, TimeSpan deadline)
    {
        var sentences = left.GroupBy(one => one.What, one => one.ShardId).Select(group => $"{group.Key}{Shards([.. group.OfType<int>().Distinct().Order()])}");
        errors.Send(new GatewayError(
            GatewayErrorKind.Stop,
            $"the stop gave up waiting, to end within {deadline.TotalSeconds} s (ClusterOptions.StopDeadline): {string.Join("; ", sentences)}. Connections are closed all the same",
            left.Select(one => one.ShardId).OfType<int>().Order().FirstOrDefault()));
    }

    private static string Shards(int[] ids) => ids.Length switch
    {
        0 => string.Empty,
        1 => $" (shard {ids[0]})",
        <= MostShards => $" (shards {string.Join(", ", ids)})",
        _ => $" (shards {string.Join(", ", ids.Take(MostShards))} and {ids.Length - MostShards} more)",
    };

    /// <summary>Whose code a shard runs, or waits for; null when its read loop has ended.</summary>
    private static string? WhatHolds(Shard shard)
    {
        if (shard.Loop.Calls.Window.Running?.Call is { } call)
        {
            return $"{call.Method.Name} blocks the thread of its shard at {call.Method.Event}";
        }

        if (shard.Events.Telling is { } listener)
        {
            return $"a listener of {listener} has not returned";
        }

        return shard.State switch
        {
            _ when shard.Loop.Running.IsCompleted => null,
            ShardState.Connecting when shard.Loop.Connection is null => "ClusterOptions.ConnectionFactory has not returned",
            ShardState.Connecting => "ConnectAsync of the connection has not returned",
            _ => $"the connection has not ended after it was aborted (the shard is {shard.State})",
        };
    }
}
