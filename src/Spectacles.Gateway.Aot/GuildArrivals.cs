using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>The guilds that READY has announced to a new shard, until each has come.</summary>
internal sealed class GuildArrivals
{
    private readonly Lock gate = new();
    private readonly TaskCompletionSource complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HashSet<ulong>? awaited;

    /// <summary>Ends when READY has come and no guild is awaited.</summary>
    public Task Complete => complete.Task;

    /// <summary>Looks at an event of the shard.</summary>
    /// <returns>Whether the event belongs to the beginning of the session: another session has one like it, of other bytes.</returns>
    public bool Take(in Envelope envelope)
    {
        if (envelope.Event.SequenceEqual("READY"u8))
        {
            lock (gate)
            {
                awaited = [.. GuildFacts.ReadAnnounced(envelope.Data)];
                Signal();
            }

            return true;
        }

        bool comes = envelope.Event.SequenceEqual("GUILD_CREATE"u8);
        if ((comes || envelope.Event.SequenceEqual("GUILD_DELETE"u8)) && GuildFacts.ReadId(envelope.Data) is { } id)
        {
            lock (gate)
            {
                // One that is deleted will not come; others want to know that it is gone.
                bool announced = awaited?.Remove(id) ?? false;
                Signal();
                return comes && announced;
            }
        }

        return false;
    }

    private void Signal()
    {
        if (awaited is { Count: 0 })
        {
            complete.TrySetResult();
        }
    }
}
