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
}
