namespace Spectacles.Gateway;

/// <summary>The handshake of a shard after HELLO: sends IDENTIFY within the identify limit, or RESUME at once.</summary>
/// <param name="parts">The shard.</param>
/// <param name="life">The shard's state.</param>
/// <param name="writer">Writes to the connection.</param>
/// <param name="deadline">The deadline of the response.</param>
internal sealed class ShardHandshake(ShardParts parts, ShardLife life, ConnectionWriter writer, StageDeadline deadline)
{
    // READY may be late during an outage, and each new attempt uses a session start, so the limit is long.
    // https://discord.com/developers/docs/events/gateway#ready-event
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ResumeDeadline = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ReplayDeadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(5);

    private Gateway Gateway => parts.Context.Gateway;

    /// <summary>The token that was sent; null if none was.</summary>
    public BotToken? Token { get; private set; }

    /// <summary>The time when RESUME was sent; null if it was not.</summary>
    public long? ResumeBegan { get; private set; }

    /// <summary>Extends the deadline, because an event has arrived before READY or RESUMED.</summary>
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

    /// <summary>
    /// Sends IDENTIFY or RESUME. Runs beside the read loop: the identify limit may take long, and heartbeats must be acknowledged in the
    /// meantime. Never throws.
    /// </summary>
    /// <param name="session">The session to resume; null for a new session.</param>
    /// <param name="ended">Canceled at the end of the connection.</param>
    public async Task GreetAsync(Session? session, CancellationToken ended)
    {
        bool sent = false;
        try
        {
            sent = session is null
                ? await TryIdentifyAsync(ended).ConfigureAwait(false)
                : await TryResumeAsync(session, ended).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Any exception: without a handshake the connection is useless, and the next one may succeed.
        catch (Exception e)
#pragma warning restore CA1031
        {
            parts.Errors.SendOutage($"Sending IDENTIFY or RESUME failed: {PeerText.Escape(e.Message)}", e);
        }

        parts.Context.Dials.Leave(parts.Id);
        if (!sent)
        {
            writer.Abort();
        }
    }

    /// <returns>Whether IDENTIFY was sent.</returns>
    private async Task<bool> TryIdentifyAsync(CancellationToken ended)
    {
        life.Enter(ShardState.Identifying, "HELLO");
        try
        {
            // The turn comes first: a start counted before a long wait would be lost with the connection, and forgotten by a refresh. After
            // a wait for a start, the turn has expired: otherwise all waiting shards would identify together.
            await WaitForTurnAsync(ended).ConfigureAwait(false);
            while (!Gateway.TryTakeSessionStart(out var resetAt))
            {
                await WaitForSessionStartAsync(resetAt, ended).ConfigureAwait(false);
                await WaitForTurnAsync(ended).ConfigureAwait(false);
            }

            Token = await ReadTokenAsync(ended).ConfigureAwait(false);
            await ConfirmClaimAsync(ended).ConfigureAwait(false);
            deadline.Set(ReadyDeadline, "READY did not come");
            await writer.SendOwnAsync(parts.Identify.Next(Token.Value)).ConfigureAwait(false);
            parts.Telemetry.CountIdentify();
            return true;
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            return false;
        }
    }

    /// <returns>Whether RESUME was sent.</returns>
    private async Task<bool> TryResumeAsync(Session session, CancellationToken ended)
    {
        life.Enter(ShardState.Resuming, "HELLO");
        ResumeBegan = parts.Time.GetTimestamp();
        deadline.Set(ResumeDeadline, "RESUME was not answered: neither RESUMED nor a missed event came");
        try
        {
            Token = await ReadTokenAsync(ended).ConfigureAwait(false);
            await ConfirmClaimAsync(ended).ConfigureAwait(false);
            await writer.SendOwnAsync(new Resume(Token.Value, session.Id, session.Acknowledged)).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (ConnectFailure.IsBroken(e))
        {
            return false;
        }
    }

    /// <summary>Another process may have taken the shard in the meantime. The last step before a message is sent.</summary>
    private ValueTask ConfirmClaimAsync(CancellationToken ended) => parts.Context.Claims.ConfirmAsync(parts.Id, ended);

    private ValueTask<BotToken> ReadTokenAsync(CancellationToken ended) => Gateway.Tokens.ReadAsync(parts.Time, parts.Errors, ended);

    /// <summary>
    /// Waits for a session start, because Discord resets the token of a bot that exceeds the limit.
    /// https://discord.com/developers/docs/events/gateway#session-start-limit-object
    /// </summary>
    private async Task WaitForSessionStartAsync(DateTimeOffset resetAt, CancellationToken ended)
    {
        var wait = resetAt - parts.Time.GetUtcNow() + Margin;
        parts.Errors.SendOutage($"no session starts remain; the shard waits until {resetAt:s}Z. Otherwise Discord would reset the token");
        await Task.Delay(wait > TimeSpan.Zero ? wait : Margin, parts.Time, ended).ConfigureAwait(false);
        await Gateway.RefreshAsync(parts.Errors, ended).ConfigureAwait(false);
    }

    private async Task AskForTurnAsync(CancellationToken ended)
    {
        // A queue that blocks its thread must not block the read loop.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await Gateway.IdentifyQueue.WaitAsync(parts.Id, Gateway.SessionStartLimit.MaxConcurrency, ended).ConfigureAwait(false);
    }

    private async Task WaitForTurnAsync(CancellationToken ended)
    {
        try
        {
            long began = parts.Time.GetTimestamp();
            await AskForTurnAsync(ended).WaitAsync(ended).ConfigureAwait(false);
            parts.Telemetry.MeasureIdentifyWait(parts.Time.GetElapsedTime(began));
        }
        catch (Exception e) when (!ended.IsCancellationRequested)
        {
            // The user's queue may throw any exception, and may ignore its cancellation token. Without a turn, the shard tries again.
            parts.Errors.SendOutage($"the identify queue threw {e.GetType().Name}: {PeerText.Escape(e.Message, PeerText.Long)}", e);
            throw new IOException("The identify queue gave no turn.", ConnectFailure.Printable(e));
        }
    }
}
