using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The status of a cluster at one moment. It is a copy that does not change.</summary>
public sealed record ClusterStatus
{
    /// <summary>The time of the status, by the cluster's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The total number of shards of the bot; 0 before spawning.</summary>
    public required int ShardCount { get; init; }

    /// <summary>The current shards, by number.</summary>
    public required IReadOnlyList<ShardStatus> Shards { get; init; }

    /// <summary>The shards that will take over, while <see cref="Cluster.ReshardAsync"/> runs.</summary>
    public required IReadOnlyList<ShardStatus> Joining { get; init; }

    /// <summary>Whether every current shard is READY. False while there is none.</summary>
    public bool IsReady => Shards.Count > 0 && Shards.All(shard => shard.State == ShardState.Ready);

    /// <summary>Returns a human-readable table with a line for each shard, including its last transition.</summary>
    public override string ToString()
    {
        int ready = Shards.Count(shard => shard.State == ShardState.Ready);
        var table = new StringBuilder();
        table.Append(CultureInfo.InvariantCulture, $"{At:s}Z  {Shards.Count} of {ShardCount} shards here, {ready} ready");
        if (Joining.Count > 0)
        {
            table.Append(CultureInfo.InvariantCulture, $"; {Joining.Count} are to take over (+)");
        }

        table
            .Append('\n')
            .Append(
                Row(
                    "shard",
                    "state",
                    "for",
                    "latency",
                    "session",
                    "calls",
                    "queue",
                    "events",
                    "resumes",
                    "abandoned",
                    "blocking",
                    "last transition"));
        foreach (var shard in Shards)
        {
            table.Append('\n').Append(Line(shard));
        }

        foreach (var shard in Joining)
        {
            table.Append('\n').Append(Line(shard, "+"));
        }

        return table.ToString();
    }

    internal static string Line(ShardStatus shard, string mark = "") => Row(
        Text($"{mark}{shard.Id}"),
        shard.State.ToString(),
        Age(shard.StateAge),
        shard.Latency is { } latency ? Text($"{latency.TotalMilliseconds:0} ms") : "-",
        Age(shard.SessionAge),
        Text($"{shard.CallsInFlight}"),
        Text($"{shard.CommandsWaiting}"),
        Text($"{shard.EventsReceived}"),
        Text($"{shard.Resumes}"),
        Text($"{shard.CallsAbandoned}"),
        Text($"{shard.CallsBlocking}"),
        shard.Transitions is [.., var last] ? Text($"{last.At:HH:mm:ss} {last.From} -> {last.To} ({last.Reason})") : "-");

    private static string Row(
        string id,
        string state,
        string stateAge,
        string latency,
        string session,
        string calls,
        string queue,
        string events,
        string resumes,
        string abandoned,
        string blocking,
        string last) =>
        $"{id,6}  {state,-12}  {stateAge,8}  {latency,8}  {session,8}  {calls,6}  {queue,6}  {events,10}  {resumes,7}  {abandoned,9}  "
            + $"{blocking,8}  {last}";

    private static string Age(TimeSpan? age) => age switch
    {
        null => "-",
        { TotalMinutes: < 1 } young => Text($"{young.TotalSeconds:0} s"),
        { TotalHours: < 1 } young => Text($"{young.Minutes}m {young.Seconds:00}s"),
        { TotalDays: < 1 } young => Text($"{young.Hours}h {young.Minutes:00}m"),
        { } old => Text($"{old.Days}d {old.Hours:00}h"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
