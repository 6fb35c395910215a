using System.Globalization;

namespace Spectacles.Gateway.Fleet;

/// <summary>The keys of the nodes' state.</summary>
internal static class NodeKeys
{
    public const string Nodes = "node.";

    public const string Groups = "group.";

    /// <summary>The key of the number of sessions that the fleet may start.</summary>
    public const string SessionStarts = "starts";

    public static string NodeOf(string name) => Nodes + name;

    public static string GroupOf(int group) => string.Create(CultureInfo.InvariantCulture, $"{Groups}{group}");

    /// <summary>The key of a group's sessions. Only nodes that take the group read it.</summary>
    public static string SessionsOf(int group) => string.Create(CultureInfo.InvariantCulture, $"sessions.{group}");

    public static string IdentifyOf(int bucket) => string.Create(CultureInfo.InvariantCulture, $"identify.{bucket}");

    /// <summary>Returns the group of a key; null if it is the key of something else.</summary>
    public static int? ReadGroup(string key) =>
        key.StartsWith(Groups, StringComparison.Ordinal)
            && int.TryParse(key.AsSpan(Groups.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int group)
            ? group
            : null;
}
