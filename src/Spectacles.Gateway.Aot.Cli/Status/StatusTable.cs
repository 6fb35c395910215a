using System.Globalization;
using System.Text;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Status;

/// <summary>The status of a fleet as tables.</summary>
internal static class StatusTable
{
    private static readonly string[] OfNodes =
    [
        "node", "state", "lease age", "groups", "shards", "ready", "events", "events/s", "records", "repeats", "bytes waiting", "missed",
        "dropped",
    ];

    private static readonly string[] OfWorkers = ["worker group", "unread", "unread/s", "dead letters", "events"];

    /// <param name="plan">The plan.</param>
    /// <param name="status">The status.</param>
    /// <param name="rates">What has changed since another look.</param>
    public static string Describe(FleetPlan plan, FleetStatus status, StatusRates rates)
    {
        var text = new StringBuilder();
        int ready = status.Nodes.Sum(node => node.ShardsReady);
        text.Append(
            CultureInfo.InvariantCulture, $"{plan.Name}: {plan.ShardCount} shards in {plan.Groups} groups, {ready} shards ready\n\n");
        Write(text, OfNodes, [.. status.Nodes.Select(node => Row(node, rates))]);
        text.Append(CultureInfo.InvariantCulture, $"groups without a living owner: {Ownerless(status)}\n\n");
        Write(text, OfWorkers, [.. status.WorkerGroups.Select(group => Row(group, rates))]);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Returns the groups with their last owners, if these seem dead, such as <c>0-3 (owner one, silent for 7 s), 9</c>.</summary>
    private static string Ownerless(FleetStatus status)
    {
        var silent = status.Nodes.Where(node => node.IsSilent && node.Groups.Count > 0);
        int[] others = [.. status.GroupsWithoutOwner.Except(silent.SelectMany(node => node.Groups))];
        string[] parts =
        [
            .. silent.Select(node => $"{NumberRanges.Describe(node.Groups)} (owner {node.Name}, silent for {Age(node)})"),
            .. others.Length > 0 ? [NumberRanges.Describe(others)] : Array.Empty<string>(),
        ];
        return parts.Length > 0 ? string.Join(", ", parts) : "none";
    }

    private static string[] Row(NodeStatus node, StatusRates rates)
    {
        string state = node.IsSilent ? "silent" : !node.HasAnswered ? "no answer" : node.IsDraining ? "draining" : "running";
        string groups = NumberRanges.Describe(node.Groups);
        return !node.HasAnswered
            ? [node.Name, state, Age(node), groups, "?", "?", "?", "?", "?", "?", "?", "?", "?"]
            :
            [
                node.Name, state, Age(node), groups, Text(node.Shards), Text(node.ShardsReady), Text(node.EventsStored), rates.Of(node),
                Text(node.RecordsStored), Text(node.AppendsRepeated), Text(node.BytesWaiting), Text(node.InteractionsMissed),
                Text(node.EventsDropped),
            ];
    }

    private static string[] Row(WorkerGroupStatus group, StatusRates rates) =>
    [
        group.Name, Text(group.Unread), rates.Of(group), Text(group.DeadLetters),
        group.Events is { } events ? string.Join(" ", events) : "all",
    ];

    private static string Age(NodeStatus node) =>
        node.LeaseAgeSeconds is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age:0} s") : "?";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Write(StringBuilder text, string[] heading, IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. heading.Select((name, column) => rows.Select(row => row[column].Length).Append(name.Length).Max())];
        foreach (string[] row in rows.Prepend(heading))
        {
            text.Append(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        }

        if (rows.Count == 0)
        {
            text.Append("(none)\n");
        }
    }
}
