using System.Globalization;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Fleet;

/// <summary>Compares what the server has with what was asked for.</summary>
internal static class ShapeCheck
{
    /// <exception cref="FleetException">A setting differs.</exception>
    public static void Check(StreamConfig expected, StreamConfig found)
    {
        string what = $"The stream {expected.Name}";
        Same(what, "subjects", Text(expected.Subjects), Text(found.Subjects));
        Same(what, "retention", expected.Retention, found.Retention);
        Same(what, "storage", expected.Storage, found.Storage);
        Same(what, "replicas", expected.NumReplicas, found.NumReplicas);
        Same(what, "max_age", expected.MaxAge, found.MaxAge);
        Same(what, "max_bytes", expected.MaxBytes, found.MaxBytes);
        Same(what, "max_msgs", expected.MaxMsgs, found.MaxMsgs);
        Same(what, "max_msgs_per_subject", expected.MaxMsgsPerSubject, found.MaxMsgsPerSubject);
        Same(what, "max_msg_size", expected.MaxMsgSize, found.MaxMsgSize);
        Same(what, "max_consumers", expected.MaxConsumers, found.MaxConsumers);
        Same(what, "discard", expected.Discard, found.Discard);
        Same(what, "deny_delete", expected.DenyDelete, found.DenyDelete);
        Same(what, "allow_rollup_hdrs", expected.AllowRollupHdrs, found.AllowRollupHdrs);
        Same(what, "allow_direct", expected.AllowDirect, found.AllowDirect);
        Same(what, "no_ack", expected.NoAck, found.NoAck);
        Same(what, "sealed", expected.Sealed, found.Sealed);
        Same(what, "mirror", "none", found.Mirror is null ? "none" : found.Mirror.Name ?? "");
        Same(what, "subject_transform", "none", found.SubjectTransform is null ? "none" : found.SubjectTransform.Dest ?? "");
    }

    /// <exception cref="FleetException">A setting differs.</exception>
    public static void Check(string stream, ConsumerConfig expected, ConsumerConfig found)
    {
        string what = $"The consumer {expected.Name} of the stream {stream}";
        Same(what, "filter_subjects", Text(expected.FilterSubjects), Text(FiltersOf(found)));
        Same(what, "deliver_policy", expected.DeliverPolicy, found.DeliverPolicy);
        Same(what, "ack_policy", expected.AckPolicy, found.AckPolicy);
        Same(what, "ack_wait", expected.AckWait, found.AckWait);
        Same(what, "max_ack_pending", expected.MaxAckPending, found.MaxAckPending);
        Same(what, "max_deliver", expected.MaxDeliver, found.MaxDeliver);
        Same(what, "priority_policy", expected.PriorityPolicy, found.PriorityPolicy);
        Same(what, "priority_groups", Text(expected.PriorityGroups), Text(found.PriorityGroups));
        Same(what, "priority_timeout", expected.PinnedTTL, found.PinnedTTL);
        Same(what, "deliver_subject", "none", found.DeliverSubject ?? "none");
    }

    /// <summary>Returns whether everything that a query determines is as asked for.</summary>
    public static bool IsSameQuery(ConsumerConfig expected, ConsumerConfig found) => Text(expected.FilterSubjects) == Text(FiltersOf(found))
        && expected.AckWait == found.AckWait
        && expected.MaxAckPending == found.MaxAckPending;

    /// <summary>One filter may be in a field of its own.</summary>
    private static ICollection<string>? FiltersOf(ConsumerConfig config) =>
        config.FilterSubjects is { Count: > 0 } several ? several : config.FilterSubject is { Length: > 0 } one ? [one] : null;

    private static void Same<T>(string what, string setting, T expected, T found)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, found))
        {
            throw NatsProblem.Different(what, setting, Show(expected), Show(found));
        }
    }

    private static string Text(ICollection<string>? values) =>
        values is { Count: > 0 } ? string.Join(' ', values.Order(StringComparer.Ordinal)) : "none";

    private static string Show<T>(T value) => value switch
    {
        null => "none",
        string { Length: > 200 } text => text[..200] + " ...",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "none",
    };
}
