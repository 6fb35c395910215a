using System.Globalization;
using System.Text;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Node;

/// <summary>The numbers of a node as text for Prometheus. Those that the meter of fleets has, too, have its names.</summary>
internal static class NodeMetrics
{
    public static string Describe(NodeStatus status)
    {
        var text = new StringBuilder();
        Write(text, "groups", "gauge", status.Groups.Count);
        Write(text, "shards", "gauge", status.Shards);
        Write(text, "shards_ready", "gauge", status.ShardsReady);
        Write(text, "draining", "gauge", status.IsDraining ? 1 : 0);
        Write(text, "events_stored_total", "counter", status.EventsStored);
        Write(text, "records_stored_total", "counter", status.RecordsStored);
        Write(text, "appends_repeated_total", "counter", status.AppendsRepeated);
        Write(text, "buffer_usage_bytes", "gauge", status.BytesWaiting);
        Write(text, "interactions_missed_total", "counter", status.InteractionsMissed);
        Write(text, "events_dropped_total", "counter", status.EventsDropped);
        return text.ToString();
    }

    private static void Write(StringBuilder text, string name, string type, long value) => text.Append(
        CultureInfo.InvariantCulture, $"# TYPE spectacles_fleet_{name} {type}\nspectacles_fleet_{name} {value}\n");
}
