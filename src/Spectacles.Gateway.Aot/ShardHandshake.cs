using Spectacles.Gateway.Pacing;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>What a shard says after HELLO: IDENTIFY when its turn comes, or RESUME at once.</summary>
internal sealed class ShardHandshake(Shard shard, ShardContext context, CommandSender sender, StageDeadline deadline)
{
    // READY may come late during an outage, and each new try costs a session start: better wait. https://discord.com/developers/docs/events/gateway#ready-event
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ReplayDeadline = TimeSpan.FromSeconds(60);

    /// <returns>Whether IDENTIFY was sent.</returns>
    public async Task<bool> TryIdentifyAsync(CancellationToken ended)
    {
        shard.Enter(ShardState.Identifying, "HELLO");
        var gateway = context.Gateway;
        try
        {
            await gateway.IdentifyQueue.WaitAsync(shard.Id, gateway.SessionStartLimit.MaxConcurrency, ended).ConfigureAwait(false);
            deadline.Set(ReadyDeadline, "READY did not come");
            await sender.SendOwnAsync(new Identify(gateway.Token, shard.Id, gateway.Shards, context.Intents, context.Options.Presence)).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (ShardConnection.IsBroken(e))
        {
            return false;
        }
#pragma warning disable CA1031 // A queue of the user's may throw anything; without its turn the shard tries again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            context.Errors.Send(new GatewayError(GatewayErrorKind.Connection, $"the identify queue threw {e.GetType().Name}: {e.Message}", shard.Id) { Exception = e });
            return false;
        }
    }

    /// <returns>Whether RESUME was sent.</returns>
    public async Task<bool> TryResumeAsync(Session session)
    {
        shard.Enter(ShardState.Resuming, "HELLO");
        deadline.Set(ReplayDeadline, "neither RESUMED nor a missed event came");
        try
        {
            await sender.SendOwnAsync(new Resume(context.Gateway.Token, session.Id, session.Sequence)).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (ShardConnection.IsBroken(e))
        {
            return false;
        }
    }
}
