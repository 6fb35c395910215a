namespace Spectacles.Gateway;

/// <summary>What a shard says after HELLO: IDENTIFY when its turn comes, or RESUME at once.</summary>
internal sealed class ShardHandshake(Shard shard, ShardContext context, CommandSender sender, StageDeadline deadline)
{
    // READY may come late during an outage, and each new try costs a session start: better wait. https://discord.com/developers/docs/events/gateway#ready-event
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ResumeDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReplayDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    /// <summary>When RESUME was sent; null when it was not.</summary>
    public long? ResumeBegan { get; private set; }

    /// <summary>An event has come before READY or RESUMED: the next one may take its time.</summary>
    public void Progress()
    {
        if (ResumeBegan is null)
        {
            deadline.Set(ReadyDeadline, "READY did not come");
        }
        else
        {
            deadline.Set(ReplayDeadline, "the replay stopped: no further event came");
        }
    }

    /// <summary>Beside the read loop: a turn to identify may take long, and heartbeats are to be acknowledged meanwhile. It never throws.</summary>
    /// <param name="session">What is to be resumed; null for a new session.</param>
    /// <param name="ended">The end of the connection.</param>
    public async Task GreetAsync(Session? session, CancellationToken ended)
    {
        bool sent = false;
        try
        {
            sent = session is null ? await TryIdentifyAsync(ended).ConfigureAwait(false) : await TryResumeAsync(session).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever it is: without a word to the server the connection is of no use, and the next one may fare better.
        catch (Exception e)
#pragma warning restore CA1031
        {
            context.Errors.SendOutage(shard.Id, $"the shard could not greet the gateway: {PeerText.Escape(e.Message)}", ConnectFailure.Printable(e));
        }

        context.Dials.Leave(shard.Id);
        if (!sent)
        {
            sender.Abort();
        }
    }

    /// <returns>Whether IDENTIFY was sent.</returns>
    private async Task<bool> TryIdentifyAsync(CancellationToken ended)
    {
        shard.Enter(ShardState.Identifying, "HELLO");
        try
        {
            // The turn first: a start that is counted before a long wait would be lost with the connection, and forgotten by a refresh.
            // A turn of before the wait for a start is none any more: all that waited would identify together.
            await WaitForTurnAsync(ended).ConfigureAwait(false);
            while (!context.Gateway.TryTakeSessionStart(out var resetAt))
            {
                await WaitForSessionStartAsync(resetAt, ended).ConfigureAwait(false);
                await WaitForTurnAsync(ended).ConfigureAwait(false);
            }

            deadline.Set(ReadyDeadline, "READY did not come");
            await sender.SendOwnAsync(Identify()).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            return false;
        }
    }

    /// <returns>Whether RESUME was sent.</returns>
    private async Task<bool> TryResumeAsync(Session session)
    {
        shard.Enter(ShardState.Resuming, "HELLO");
        ResumeBegan = context.Time.GetTimestamp();
        deadline.Set(ResumeDeadline, "RESUME was not answered: neither RESUMED nor a missed event came");
        try
        {
            await sender.SendOwnAsync(new Resume(context.Gateway.Token, session.Id, session.Sequence)).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            return false;
        }
    }

    /// <summary>Discord resets the token of a bot that starts more sessions than it may: rather wait. https://discord.com/developers/docs/events/gateway#session-start-limit-object</summary>
    private async Task WaitForSessionStartAsync(DateTimeOffset resetAt, CancellationToken ended)
    {
        var wait = resetAt - context.Time.GetUtcNow() + Margin;
        context.Errors.SendOutage(shard.Id, $"no session start is left; the shard waits until {resetAt:u}. Discord would reset the token");
        await Task.Delay(wait > TimeSpan.Zero ? wait : Margin, context.Time, ended).ConfigureAwait(false);
        await context.Gateway.RefreshAsync(context.Errors, ended).ConfigureAwait(false);
    }

    /// <summary>A presence and overrides that were checked one by one may be too large together: then the presence is left out.</summary>
    private Identify Identify()
    {
        var identify = context.Identify(shard.Id, shard.Commands.Presence, shard.Loop.Orders.Overrides);
        if (CommandSender.Fits(identify))
        {
            return identify;
        }

        shard.Commands.ForgetPresence("IDENTIFY has no room for it");
        return identify with { Presence = null };
    }

    private async Task AskForTurnAsync(CancellationToken ended)
    {
        // A queue that blocks its thread must not block the read loop.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await context.Gateway.IdentifyQueue.WaitAsync(shard.Id, context.Gateway.SessionStartLimit.MaxConcurrency, ended).ConfigureAwait(false);
    }

    private async Task WaitForTurnAsync(CancellationToken ended)
    {
        try
        {
            await AskForTurnAsync(ended).WaitAsync(ended).ConfigureAwait(false);
        }
        catch (Exception e) when (!ended.IsCancellationRequested)
        {
            // A queue of the user's may throw anything, and may not know its token; without its turn the shard tries again.
            context.Errors.SendOutage(shard.Id, $"the identify queue threw {e.GetType().Name}: {PeerText.Escape(e.Message, PeerText.Long)}", ConnectFailure.Printable(e));
            throw new IOException("There was no turn to identify.", ConnectFailure.Printable(e));
        }
    }
}
