using System.Collections.Frozen;

namespace Spectacles.Gateway.Fleet;

/// <summary>The events that the worker groups need together, as nodes read it from the shared state.</summary>
internal sealed class NeededEvents
{
    /// <summary>The number of keys that are reported. Whoever may write one may write many.</summary>
    private const int MostReported = 16;

    private readonly HashSet<string> unreadable = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WorkerInterest> byGroup = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private volatile FrozenSet<string>? named = FrozenSet<string>.Empty;
    private volatile IReadOnlyList<GatewayIntents> intents = [];

    /// <summary>What the worker groups need, as text; null if there is none.</summary>
    public string? Description { get; private set; }

    /// <summary>Returns whether a worker group needs an event.</summary>
    /// <param name="name">The event's name.</param>
    public bool Contains(string name) => named is not { } some || some.Contains(name);

    /// <summary>Returns the intents that sessions need and do not have.</summary>
    /// <param name="asked">The intents that they have.</param>
    /// <remarks>
    /// Each set is that of a handler: every intent that delivers its event without a privilege, of which one is enough, and the privileged
    /// ones that it can't do without.
    /// </remarks>
    public GatewayIntents MissingFrom(GatewayIntents asked) =>
        intents.Aggregate(GatewayIntents.None, (missing, set) => missing | MissingOf(set, asked));

    /// <summary>Notes a change of a worker group's needs.</summary>
    /// <returns>False if it can't be read and is the first such one of its key: the caller reports it.</returns>
    public bool TryNote(in StateChange change)
    {
        lock (gate)
        {
            if (change.Entry is null)
            {
                byGroup.Remove(change.Key);
                unreadable.Remove(change.Key);
            }
            else if (WorkerInterest.Read(change.Entry.Value.Span) is { } interest)
            {
                byGroup[change.Key] = interest;
                unreadable.Remove(change.Key);
            }
            else
            {
                // For example of a later version. It changes nothing: no event may be left out for it.
                return unreadable.Count == MostReported || !unreadable.Add(change.Key);
            }

            var all = byGroup.Values.Aggregate(new WorkerInterest([], []), (sum, one) => sum.With(one));
            intents = all.Intents;
            Description = Describe();
            named = all.Events?.ToFrozenSet(StringComparer.Ordinal);
            return true;
        }
    }

    private static GatewayIntents MissingOf(GatewayIntents set, GatewayIntents asked)
    {
        // The content of messages is no event.
        var delivering = set & ~GatewayIntents.MessageContent;
        bool isDelivered = delivering == GatewayIntents.None || (delivering & asked) != GatewayIntents.None;
        return set & ~asked & (isDelivered ? GatewayIntents.Privileged : GatewayIntents.All);
    }

    private string? Describe() => byGroup.Count == 0
        ? null
        : string.Join("; ", byGroup.OrderBy(one => one.Key, StringComparer.Ordinal).Select(
            one => $"{one.Key[FleetAddresses.Interests.Length..]}: {one.Value.Describe()}"));
}
