using System.Diagnostics.CodeAnalysis;

namespace Spectacles.Gateway;

/// <summary>Loads one shard's session from the store and saves it there. Runs beside the read loop, which never waits for it.</summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "A CancellationTokenSource without a timer and a SemaphoreSlim that is only awaited hold nothing.")]
internal sealed class ShardSession(ShardParts parts)
{
    /// <summary>
    /// The save interval. A killed process repeats at most the events of this interval, and the unfinished ones. The shards of a cluster
    /// start together, so their saves coincide, and a store can write them at once.
    /// </summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>The time after which an unchanged session is saved again. Otherwise it would look too old to be resumed.</summary>
    private static readonly TimeSpan LongestUnchanged = TimeSpan.FromMinutes(1);

    /// <summary>The time limit for the store.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The time that the store has to react to its cancellation.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim wake = new(0);
    private ITimer? timer;
    private Task<bool> claim = Task.FromResult(false);
    private Task saving = Task.CompletedTask;
    private Task unanswered = Task.CompletedTask;
    private StoredSession? stored;
    private bool storedIsKnown;
    private bool failing;
    private CancellationToken givenUp;

    /// <summary>Whether the store has not answered the last save.</summary>
    public bool SavesStill => !unanswered.IsCompleted;

    /// <summary>The session that <see cref="StopAsync"/> has kept; null if it has ended it.</summary>
    public StoredSession? Kept { get; private set; }

    private ShardContext Context => parts.Context;

    private ServingSessions Store => Context.Sessions;

    private GatewayIntents Intents => parts.Asked.Intents;

    /// <summary>Loads the session to resume; null if there is no suitable one. Waits while another process runs the shard.</summary>
    public async Task<Session?> LoadAsync(CancellationToken stop)
    {
        lock (gate)
        {
            claim = stopping.IsCancellationRequested ? claim : Context.Claims.ClaimAsync(parts.Id, stop);
        }

        if (!await claim.ConfigureAwait(false))
        {
            return null;
        }

        if (Context.Restore == SessionRestore.Identify)
        {
            return null;
        }

        StoredSession? found;
        using var patience = new CancellationTokenSource(Patience, Context.Time);
        try
        {
            found = await AskAsync(patience.Token).WaitAsync(Patience + Grace, Context.Time, stop).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // If the store fails, the session is lost, but the shard continues.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!stop.IsCancellationRequested)
            {
                Report("the session was not restored", e);
            }

            return null;
        }

        storedIsKnown = true;
        stored = found;
        var now = Context.Time.GetUtcNow();
        var terms = new SessionTerms(parts.Id, Context.ShardCount, Intents, Context.Gateway.ApiVersion);
        if (found is null)
        {
            return null;
        }

        if (terms.Refuse(found, now) is { } reason)
        {
            parts.Errors.Write(logger => Log.SessionDropped(logger, parts.Id, reason));
            return null;
        }

        parts.Errors.Write(logger => Log.SessionRestored(logger, parts.Id, found.Sequence, found.SavedAt));
        var restored = new Session(found.SessionId, found.ResumeUrl)
        {
            Sequence = found.Sequence,
            UserId = found.UserId,
            ApplicationId = found.ApplicationId,
        };
        if (Store.IsDurable)
        {
            restored.LimitAcknowledgement(found.Sequence);
        }

        return restored;
    }

    /// <summary>Starts saving. The loaded session is now the shard's session.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (!stopping.IsCancellationRequested)
            {
                timer = Context.Time.CreateTimer(static session => ((ShardSession)session!).SaveSoon(), this, Interval, Interval);
                saving = SaveAgainAndAgainAsync();
            }
        }
    }

    /// <summary>Requests a save after a change that a restart should know about. Does not wait.</summary>
    public void SaveSoon()
    {
        if (wake.CurrentCount == 0)
        {
            wake.Release();
        }
    }

    /// <summary>Saves a last time. A session that should outlive the process stays in the store; any other is removed.</summary>
    /// <param name="lives">Whether it should outlive the process.</param>
    /// <param name="giveUp">Canceled when the stop no longer waits for the store, and reports that itself.</param>
    /// <remarks>Saves the progress at the time of the call: a handler that is canceled afterwards has not finished its event.</remarks>
    public async Task StopAsync(bool lives, CancellationToken giveUp)
    {
        bool started;
        var last = Kept = lives ? Look() : null;
        lock (gate)
        {
            givenUp = giveUp;
            stopping.Cancel();
            started = timer is not null;
            timer?.Dispose();
        }

        await saving.ConfigureAwait(false);
        await unanswered.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // A shard that was stopped before it loaded its session must not remove it.
        if (started)
        {
            await SaveAsync(last, isLast: true).ConfigureAwait(false);
        }

        if (await Interlocked.Exchange(ref claim, Task.FromResult(false)).ConfigureAwait(false))
        {
            await Context.Claims.ReleaseAsync(parts.Id).ConfigureAwait(false);
        }
    }

    private async Task SaveAgainAndAgainAsync()
    {
        while (true)
        {
            await wake.WaitAsync(stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            LimitAcknowledgement();
            await SaveAsync(Look(), isLast: false).ConfigureAwait(false);
            LimitAcknowledgement();
        }
    }

    /// <summary>
    /// With confirmed events, the server is told nothing that is not stored: it may delete the events up to there, and another process
    /// could not tell those from lost ones.
    /// </summary>
    private void LimitAcknowledgement()
    {
        if (Store.IsDurable && parts.Lifecycle.Session is { Unconfirmed: not null } live
            && (Store.FindStoredSequence(parts.Id, live.Id) ?? StoredSequenceOf(live)) is { } sequence)
        {
            live.LimitAcknowledgement(sequence);
        }
    }

    /// <returns>
    /// The sequence of the last save; 0 if there was none of this session; null if the outcome of the last one is not known.
    /// </returns>
    private long? StoredSequenceOf(Session live) => stored?.SessionId != live.Id ? 0 : storedIsKnown ? stored.Sequence : null;

    private async Task SaveAsync(StoredSession? next, bool isLast)
    {
        if (!Store.Serves || !unanswered.IsCompleted || !IsDue(next))
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, Context.Time);
        try
        {
            unanswered = TellAsync(next, patience.Token);
            await unanswered.WaitAsync(Patience + Grace, Context.Time).ConfigureAwait(false);
            (stored, storedIsKnown, failing) = (next, true, false);
        }
#pragma warning disable CA1031 // A failure of the store has no other effect.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // Report it once, not every few seconds.
            if (!givenUp.IsCancellationRequested && (!failing || isLast))
            {
                Report("the session was not saved, and a restart may have to identify", e);
            }

            (storedIsKnown, failing) = (false, true);
        }
    }

    private bool IsDue(StoredSession? next) => next is null
        ? stored is not null || !storedIsKnown
        : stored is null || !storedIsKnown || stored.SessionId != next.SessionId || stored.Sequence != next.Sequence
            || (parts.Commands.IsOpen && next.SavedAt - stored.SavedAt >= LongestUnchanged);

    private StoredSession? Look()
    {
        while (true)
        {
            var live = parts.Lifecycle.Session;
            long watermark = parts.Dispatcher.Watermark;
            long confirmed = live?.Confirmed ?? 0;

            // A watermark belongs to the session that is current while it is read.
            if (ReferenceEquals(live, parts.Lifecycle.Session))
            {
                return live is null ? null : new StoredSession
                {
                    ShardId = parts.Id,
                    ShardCount = Context.ShardCount,
                    SessionId = live.Id,
                    ResumeUrl = live.ResumeUrl ?? Context.Gateway.Url,
                    Sequence = Math.Min(watermark, confirmed),
                    Intents = Intents,
                    ApiVersion = Context.Gateway.ApiVersion,
                    ApplicationId = live.ApplicationId,
                    UserId = live.UserId,
                    SavedAt = Context.Time.GetUtcNow(),
                };
            }
        }
    }

    private async Task<StoredSession?> AskAsync(CancellationToken cancellationToken)
    {
        // A store that blocks its thread must block only this one.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await Store.LoadAsync(parts.Id, cancellationToken).ConfigureAwait(false);
    }

    private async Task TellAsync(StoredSession? session, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (session is null)
        {
            await Store.RemoveAsync(parts.Id, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await Store.SaveAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Report(string what, Exception e)
    {
        string why = e is TimeoutException or OperationCanceledException
            ? $"the store did not answer within {Patience.TotalSeconds} s"
            : PeerText.Escape(e.Message, PeerText.Long);
        parts.Errors.Send(GatewayErrorKind.SessionStore, $"{what}: {why}", e);
    }
}
