using System.Buffers;
using System.Text.Json;

namespace Spectacles.Gateway.Fleet;

/// <summary>The events that a worker group needs, and the intents that deliver them. Nodes read it from the shared state.</summary>
/// <param name="Events">The names; null for every event.</param>
/// <param name="Intents">The intents of each handler, without repetitions.</param>
internal sealed record WorkerInterest(IReadOnlyList<string>? Events, IReadOnlyList<GatewayIntents> Intents)
{
    private const int MostAttempts = 100;
    private const int MostNamed = 12;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>In bytes. A worker that needs every event that Discord has, by name, writes some 2 KB.</summary>
    private const int MostBytes = 64 << 10;

    /// <summary>Returns what the handlers and listeners need.</summary>
    /// <param name="dispatcher">The handlers and listeners.</param>
    /// <param name="more">The names of more events.</param>
    public static WorkerInterest Of(EventDispatcher dispatcher, IReadOnlyList<string> more) =>
        new(dispatcher.RequiredEvents is { } names ? [.. names.Union(more)] : null, dispatcher.RequiredIntents);

    public bool Needs(string eventName) => Events is null || Events.Contains(eventName);

    /// <summary>Returns the events as text, of which there may be many.</summary>
    public string Describe() => Events is null ? "every event"
        : Events.Count == 0 ? "no event"
        : Events.Count <= MostNamed ? string.Join(", ", Events)
        : $"{string.Join(", ", Events.Take(MostNamed))} and {Events.Count - MostNamed} others";

    /// <summary>
    /// Adds it to what the group needs already. It does not take anything away, because workers of an earlier version may still run, and
    /// events are to be stored while no worker runs.
    /// </summary>
    /// <returns>What the group needs now: each of its workers asks the broker for all of it, whichever starts last.</returns>
    public async Task<WorkerInterest> PublishAsync(IFleetState state, string workerGroup, CancellationToken cancellationToken)
    {
        string key = FleetAddresses.InterestOf(workerGroup);
        for (int i = 0; i < MostAttempts; i++)
        {
            var before = await state.ReadAsync(key, cancellationToken).ConfigureAwait(false);
            var known = before is null ? null : Read(before.Value.Span);
            var all = known is null ? this : With(known);
            if (known is not null && all.IsSame(known))
            {
                return all;
            }

            if (await state.TryWriteAsync(key, all.Write(), before?.Revision ?? 0, cancellationToken).ConfigureAwait(false) is not null)
            {
                return all;
            }
        }

        throw new FleetException($"The needs of the worker group {workerGroup} could not be written: others change them all the time.");
    }

    /// <summary>Reads what <see cref="Write"/> has written.</summary>
    /// <returns>The interest; null if it is something else, or larger than any interest.</returns>
    public static WorkerInterest? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return json.Length > MostBytes ? null : Read(new Utf8JsonReader(json));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("intents"u8);
            foreach (var set in Intents)
            {
                writer.WriteNumberValue((long)set);
            }

            writer.WriteEndArray();
            if (Events is null)
            {
                writer.WriteNull("events"u8);
            }
            else
            {
                writer.WriteStartArray("events"u8);
                foreach (string name in Events)
                {
                    writer.WriteStringValue(name);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public WorkerInterest With(WorkerInterest other) => new(
        Events is null || other.Events is null ? null : [.. Events.Union(other.Events).Order(StringComparer.Ordinal)],
        [.. Intents.Union(other.Intents).Order()]);

    private bool IsSame(WorkerInterest other) => Intents.Order().SequenceEqual(other.Intents.Order())
        && (Events is null ? other.Events is null : other.Events is not null && Events.Order().SequenceEqual(other.Events.Order()));

    /// <returns>The interest; null if something is missing. What a later version adds is left out.</returns>
    private static WorkerInterest? Read(Utf8JsonReader reader)
    {
        bool isNamed = false;
        List<string>? events = null;
        List<GatewayIntents>? intents = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isEvents = reader.ValueTextEquals("events"u8);
            bool isIntents = reader.ValueTextEquals("intents"u8);
            reader.Read();
            if (isIntents && reader.TokenType != JsonTokenType.StartArray)
            {
                throw new FormatException();
            }

            if (isIntents)
            {
                intents = [];
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    intents.Add((GatewayIntents)reader.GetInt64());
                }
            }
            else if (isEvents)
            {
                isNamed = true;
                events = reader.TokenType == JsonTokenType.Null ? null : ReadNames(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        // It throws if something follows.
        reader.Read();
        return isNamed && intents is not null ? new WorkerInterest(events, intents) : null;
    }

    /// <exception cref="FormatException">It is no array of names.</exception>
    private static List<string> ReadNames(ref Utf8JsonReader reader)
    {
        List<string> names = [];
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FormatException();
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // A broker could have another meaning for other characters.
            string name = reader.GetString() ?? "";
            names.Add(name.Length > 0 && !name.AsSpan().ContainsAnyExcept(NameCharacters) ? name : throw new FormatException());
        }

        return names;
    }
}
