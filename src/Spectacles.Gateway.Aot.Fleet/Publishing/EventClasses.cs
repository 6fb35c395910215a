using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>The name and the class of each event, found by its bytes without an allocation.</summary>
internal sealed class EventClasses
{
    /// <summary>The number of names that are kept. Discord has about a hundred; a malicious peer has more.</summary>
    private const int MostNames = 1024;

    private readonly FrozenDictionary<string, EventClass> configured;
    private readonly ConcurrentDictionary<string, NamedEvent> names;
    private readonly ConcurrentDictionary<string, NamedEvent>.AlternateLookup<ReadOnlySpan<byte>> lookup;

    /// <summary>Creates the table.</summary>
    /// <param name="configured">The classes that differ from <see cref="EventClass.Packed"/>.</param>
    public EventClasses(IReadOnlyDictionary<string, EventClass> configured)
    {
        this.configured = configured.ToFrozenDictionary(StringComparer.Ordinal);
        names = new ConcurrentDictionary<string, NamedEvent>(EventNameComparer.Instance);
        lookup = names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Returns the name and the class of an event; <see cref="EventClass.Packed"/> unless it is configured.</summary>
    public NamedEvent Find(ReadOnlySpan<byte> eventName) => lookup.TryGetValue(eventName, out var known) ? known : Add(eventName);

    private NamedEvent Add(ReadOnlySpan<byte> eventName)
    {
        string name = Encoding.UTF8.GetString(eventName);
        bool isConfigured = configured.TryGetValue(name, out var kind);
        var named = new NamedEvent(
            name, isConfigured ? kind : EventClass.Packed, IsAsked: !isConfigured && name == FleetAddresses.InteractionEvent);
        if (names.Count < MostNames)
        {
            names.TryAdd(name, named);
        }

        return named;
    }
}
