using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Interactions;

/// <summary>The uses of methods with a cooldown. Its memory is bounded: beyond it, the cooldown that ends first is forgotten.</summary>
internal sealed class Cooldowns(int limit, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(InteractionMethod Method, ulong Whose), Period> active = [];
    private readonly PriorityQueue<(InteractionMethod Method, ulong Whose), long> ends = new();

    /// <summary>Counts a use of a method.</summary>
    /// <param name="method">The method, which has a cooldown.</param>
    /// <param name="context">The interaction.</param>
    /// <returns>The time to wait; zero if the use is allowed.</returns>
    public TimeSpan Use(InteractionMethod method, Interaction context)
    {
        var key = (method, Whose(method.CooldownScope, context));
        lock (gate)
        {
            long now = time.GetTimestamp();
            while (ends.TryPeek(out var ended, out long end) && end <= now)
            {
                ends.Dequeue();
                active.Remove(ended);
            }

            if (active.TryGetValue(key, out var current))
            {
                if (current.Uses >= method.CooldownUses)
                {
                    return time.GetElapsedTime(now, current.End);
                }

                active[key] = current with { Uses = current.Uses + 1 };
                return TimeSpan.Zero;
            }

            if (active.Count >= limit)
            {
                active.Remove(ends.Dequeue());
            }

            long until = now + (method.CooldownSeconds * time.TimestampFrequency);
            active.Add(key, new Period(until, 1));
            ends.Enqueue(key, until);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Takes back a use that did not come to the method.</summary>
    public void TakeBack(InteractionMethod method, Interaction context)
    {
        var key = (method, Whose(method.CooldownScope, context));
        lock (gate)
        {
            if (active.TryGetValue(key, out var current) && current.Uses > 0)
            {
                active[key] = current with { Uses = current.Uses - 1 };
            }
        }
    }

    private static ulong Whose(CooldownScope scope, Interaction context) => scope switch
    {
        CooldownScope.User => context.UserId.Value,
        CooldownScope.Channel => context.ChannelId.Value,
        CooldownScope.Guild => (context.GuildId ?? context.ChannelId).Value,
        _ => 0,
    };

    private readonly record struct Period(long End, int Uses);
}
