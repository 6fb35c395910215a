using System.Globalization;

namespace Spectacles.Gateway.Fleet;

/// <summary>The addresses of requests, and the keys of the state.</summary>
internal static class FleetAddresses
{
    /// <summary>Interactions, to one worker of each group.</summary>
    public const string Interactions = "interactions";

    /// <summary>The event of an interaction.</summary>
    public const string InteractionEvent = "INTERACTION_CREATE";

    /// <summary>The keys of what worker groups need.</summary>
    public const string Interests = "interest.";

    /// <summary>The key of the number of shards that Discord has recommended.</summary>
    public const string ShardCount = "plan.shards";

    /// <summary>The key of what all processes have in common.</summary>
    public const string Agreement = "plan.agreement";

    /// <summary>The key of the records of a partition that may end the processes of a worker group.</summary>
    public static string CrashesOf(string workerGroup, int partition) =>
        string.Create(CultureInfo.InvariantCulture, $"crashes.{workerGroup}.{partition}");

    /// <summary>Where the owner of a group receives commands.</summary>
    public static string CommandsOf(int group) => string.Create(CultureInfo.InvariantCulture, $"command.{group}");

    /// <summary>Where a worker receives the members that it has asked for.</summary>
    public static string MembersFor(string worker) => "members." + worker;

    /// <summary>Where a node receives requests to itself.</summary>
    public static string NodeOf(string name) => "node." + name;

    /// <summary>Where events go that are not stored.</summary>
    public static string Fleeting(string eventName) => "fleeting." + eventName.ToLowerInvariant().Replace('_', '-');

    /// <summary>All events that are not stored.</summary>
    public const string AllFleeting = "fleeting.*";

    public static string InterestOf(string workerGroup) => Interests + workerGroup;
}
