using System.Globalization;
using System.Text;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Status;

/// <summary>The status of a fleet as tables.</summary>
internal static class StatusTable
{
    private static readonly string[] OfNodes =
        ["node", "state", "groups", "shards", "ready", "events", "records", "repeats", "bytes waiting", "missed", "dropped"];

    private static readonly string[] OfWorkers = ["worker group", "unread", "dead letters", "events"];

    public static string Describe(FleetPlan plan, FleetStatus status)
    {
        var text = new StringBuilder();
        int ready = status.Nodes.Sum(node => node.ShardsReady);
        text.Append(
            CultureInfo.InvariantCulture, $"{plan.Name}: {plan.ShardCount} shards in {plan.Groups} groups, {ready} shards ready\n\n");
        Write(text, OfNodes, [.. status.Nodes.Select(Row)]);
        text.Append(CultureInfo.InvariantCulture, $"groups without an owner: {NumberRanges.Describe(status.GroupsWithoutOwner)}\n\n");
        Write(text, OfWorkers, [.. status.WorkerGroups.Select(Row)]);
        return text.ToString().TrimEnd('\n');
    }

    private static string[] Row(NodeStatus node)
    {
        string state = !node.HasAnswered ? "no answer" : node.IsDraining ? "draining" : "running";
        return !node.HasAnswered
            ? [node.Name, state, "?", "?", "?", "?", "?", "?", "?", "?", "?"]
            :
            [
                node.Name, state, NumberRanges.Describe(node.Groups), Text(node.Shards), Text(node.ShardsReady), Text(node.EventsStored),
                Text(node.RecordsStored), Text(node.AppendsRepeated), Text(node.BytesWaiting), Text(node.InteractionsMissed),
                Text(node.EventsDropped),
            ];
    }

    private static string[] Row(WorkerGroupStatus group) =>
        [group.Name, Text(group.Unread), Text(group.DeadLetters), group.Events is { } events ? string.Join(" ", events) : "all"];

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
