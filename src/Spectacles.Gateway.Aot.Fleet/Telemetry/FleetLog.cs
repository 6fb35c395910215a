using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The log messages of nodes and workers, with stable ids and names, which docs/observability.md lists. Errors and warnings are reported as
/// those of the library are.
/// </summary>
internal static partial class FleetLog
{
    public const string Category = "Spectacles.Gateway.Fleet";

    [LoggerMessage(
        201,
        LogLevel.Information,
        "Node {Node} has joined the fleet {Fleet} with {Shards} shards in {Groups} groups, by {Broker}.",
        EventName = "NodeJoined")]
    public static partial void NodeJoined(ILogger logger, string node, string fleet, int shards, int groups, string broker);

    [LoggerMessage(
        202,
        LogLevel.Information,
        "Node {Node} owns {Owned} of {Total} groups, with {Shards} shards. Taken: {Taken}. Handed over: {HandedOver}. Lost: {Lost}.",
        EventName = "GroupsChanged")]
    public static partial void GroupsChanged(
        ILogger logger, string node, int owned, int total, int shards, string taken, string handedOver, string lost);

    [LoggerMessage(
        203,
        LogLevel.Information,
        "Node {Node}: all {Shards} shards are READY, {Seconds:0.0} s after the first of these groups was taken.",
        EventName = "ShardsReady")]
    public static partial void ShardsReady(ILogger logger, string node, int shards, double seconds);

    [LoggerMessage(
        204, LogLevel.Information, "Node {Node} hands its {Groups} groups over and takes no more.", EventName = "DrainBegun")]
    public static partial void DrainBegun(ILogger logger, string node, int groups);

    [LoggerMessage(205, LogLevel.Information, "Node {Node} has handed all groups over.", EventName = "DrainDone")]
    public static partial void DrainDone(ILogger logger, string node);

    [LoggerMessage(
        206,
        LogLevel.Information,
        "Node {Node} has joined the fleet again, because others had declared it dead; it takes its share of the groups.",
        EventName = "NodeRejoined")]
    public static partial void NodeRejoined(ILogger logger, string node);

    [LoggerMessage(207, LogLevel.Information, "Node {Node} stops: it hands {Groups} groups over.", EventName = "NodeStopping")]
    public static partial void NodeStopping(ILogger logger, string node, int groups);

    [LoggerMessage(208, LogLevel.Information, "Node {Node} has stopped.", EventName = "NodeStopped")]
    public static partial void NodeStopped(ILogger logger, string node);

    [LoggerMessage(
        209, LogLevel.Information, "Node {Node} stores what the worker groups need: {Events}.", EventName = "NeedsChanged")]
    public static partial void NeedsChanged(ILogger logger, string node, string events);

    [LoggerMessage(
        221,
        LogLevel.Information,
        "A worker of the group {Group} has joined the fleet {Fleet} with {Shards} shards, by {Broker}. It handles {Events}.",
        EventName = "WorkerJoined")]
    public static partial void WorkerJoined(ILogger logger, string group, string fleet, int shards, string broker, string events);

    [LoggerMessage(
        222,
        LogLevel.Information,
        "The worker of the group {Group} stops: it begins no more calls, and waits for those that run.",
        EventName = "WorkerStopping")]
    public static partial void WorkerStopping(ILogger logger, string group);

    [LoggerMessage(223, LogLevel.Information, "The worker of the group {Group} has stopped.", EventName = "WorkerStopped")]
    public static partial void WorkerStopped(ILogger logger, string group);
}
