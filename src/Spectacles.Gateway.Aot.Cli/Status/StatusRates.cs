using System.Globalization;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Status;

/// <summary>What has changed between two looks at a fleet, for each second.</summary>
/// <param name="before">The first look; null if there was only one.</param>
/// <param name="passed">The time between them.</param>
internal sealed class StatusRates(FleetStatus? before, TimeSpan passed)
{
    private const string Unknown = "-";

    /// <summary>The events that a node has stored.</summary>
    public string Of(NodeStatus now) =>
        before?.Nodes.FirstOrDefault(one => one.Name == now.Name && one.HasAnswered) is { } then && now.EventsStored >= then.EventsStored
            ? Text(now.EventsStored - then.EventsStored, "0.#")
            : Unknown;

    /// <summary>The growth of what a worker group has not read.</summary>
    public string Of(WorkerGroupStatus now) => before?.WorkerGroups.FirstOrDefault(one => one.Name == now.Name) is { } then
        ? Text(now.Unread - then.Unread, "+0.#;-0.#;0")
        : Unknown;

    private string Text(long change, string format) =>
        (change / Math.Max(passed.TotalSeconds, 0.001)).ToString(format, CultureInfo.InvariantCulture);
}
