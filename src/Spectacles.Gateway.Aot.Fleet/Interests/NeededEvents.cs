using System.Collections.Frozen;

namespace Spectacles.Gateway.Fleet;

/// <summary>The events that the worker groups need together, as nodes read it from the shared state.</summary>
internal sealed class NeededEvents
{
    private readonly Dictionary<string, WorkerInterest> byGroup = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private volatile FrozenSet<string>? named = FrozenSet<string>.Empty;

    /// <summary>The intents that deliver the events.</summary>
    public GatewayIntents Intents { get; private set; }

    /// <summary>Returns whether a worker group needs an event.</summary>
    /// <param name="name">The event's name.</param>
    public bool Contains(string name) => named is not { } some || some.Contains(name);

    /// <summary>Notes a change of a worker group's needs.</summary>
    public void Note(in StateChange change)
    {
        lock (gate)
        {
            if (change.Entry is null)
            {
                byGroup.Remove(change.Key);
            }
            else if (WorkerInterest.Read(change.Entry.Value.Span) is { } interest)
            {
                // What can't be read, for example of a later version, changes nothing: no event may be left out for it.
                byGroup[change.Key] = interest;
            }

            var all = byGroup.Values.Aggregate(new WorkerInterest([], GatewayIntents.None), (sum, one) => sum.With(one));
            Intents = all.Intents;
            named = all.Events?.ToFrozenSet(StringComparer.Ordinal);
        }
    }
}
