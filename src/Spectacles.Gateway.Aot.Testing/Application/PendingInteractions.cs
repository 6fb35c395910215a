using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>The interactions that wait for the bot's response.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#responding-to-an-interaction</remarks>
internal sealed class PendingInteractions(TimeProvider time)
{
    private const int Capacity = 10_000;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    private readonly Lock gate = new();
    private readonly Dictionary<Snowflake, PendingInteraction> byId = [];
    private readonly Dictionary<string, PendingInteraction> byToken = [];
    private readonly Queue<PendingInteraction> order = new();

    public PendingInteraction Begin(
        Snowflake id, InteractionKind kind, SimulatedChannel channel, SimulatedUser user, SimulatedMessage? source, string? command)
    {
        string token = string.Create(CultureInfo.InvariantCulture, $"interaction-{id.Value:x16}");
        var pending = new PendingInteraction(id, token, kind, channel, user, time.GetTimestamp())
        {
            Source = source,
            Command = command,
        };
        Add(pending);
        return pending;
    }

    public void Add(PendingInteraction pending)
    {
        lock (gate)
        {
            byId[pending.Id] = byToken[pending.Token] = pending;
            order.Enqueue(pending);
            if (order.Count > Capacity)
            {
                var oldest = order.Dequeue();
                byId.Remove(oldest.Id);
                byToken.Remove(oldest.Token);
            }
        }
    }

    public InteractionState Acknowledge(Snowflake id, string token, out PendingInteraction? interaction)
    {
        lock (gate)
        {
            interaction = byId.GetValueOrDefault(id);
            if (interaction is null || interaction.Token != token)
            {
                return InteractionState.Unknown;
            }

            if (interaction.Acknowledged)
            {
                return InteractionState.Acknowledged;
            }

            if (time.GetElapsedTime(interaction.BegunAt) > Deadline)
            {
                return InteractionState.Unknown;
            }

            interaction.Acknowledged = true;
            return InteractionState.Accepted;
        }
    }

    /// <summary>The interaction with this id; null when there is none, or it is too old.</summary>
    public PendingInteraction? Find(Snowflake id)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(id);
        }
    }

    /// <summary>The interaction with this token, which is valid for 15 minutes; null when there is none.</summary>
    public PendingInteraction? FindByToken(string token)
    {
        lock (gate)
        {
            return byToken.TryGetValue(token, out var found) && time.GetElapsedTime(found.BegunAt) <= TokenLifetime ? found : null;
        }
    }
}
