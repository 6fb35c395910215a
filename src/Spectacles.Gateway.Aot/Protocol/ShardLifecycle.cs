namespace Spectacles.Gateway;

/// <summary>
/// The lifecycle of one shard over its connections as a pure state machine. Its inputs are the ends of connections and the user's orders,
/// its output is the next action. It owns the session and the count of failures. It uses no socket, no clock and no task. Its
/// caller locks, except for <see cref="Began"/>: the connection calls it while the loop waits for that connection.
/// </summary>
/// <remarks>All times are from one clock of the caller, with any origin.</remarks>
/// <param name="resumePatience">How long a refused RESUME is retried.</param>
/// <param name="random">The source of jitter.</param>
internal sealed class ShardLifecycle(TimeSpan resumePatience, Random random)
{
    /// <summary>After this many failed connections to the resume address, it alternates with the gateway's own address.</summary>
    private const int ResumeAddressTries = 2;

    /// <summary>The number of failed connections after which the address is requested from the API again.</summary>
    private const int MainAddressTries = 5;

    /// <summary>
    /// The longest pause while the server answers and refuses. It results in at most twelve RESUMEs in a minute, and none is more than 16 s
    /// late.
    /// </summary>
    private static readonly TimeSpan LongestPauseWithServer = TimeSpan.FromSeconds(16);

    private readonly ReconnectBackoff dials = new(random);
    private readonly ReconnectBackoff sessions = new(random);
    private readonly ReconnectBackoff resumes = new(random, LongestPauseWithServer);
    private volatile Session? session;
    private volatile Session? lastSession;
    private volatile bool wantsNewSession;
    private volatile bool isDisconnected;
    private volatile bool isStopping;
    private bool hurries;
    private ShardStep? wait;
    private ShardStep? failure;
    private long? before;
    private int failures;
    private int refusals;
    private TimeSpan refusedSince;
    private TimeSpan dialedAt;
    private TimeSpan? absentSince;

    /// <summary>The current session, or the one that the next connection resumes. Any thread can read it.</summary>
    public Session? Session => session;

    /// <summary>The current session, or the last one. The bot that it belongs to does not change. Any thread can read it.</summary>
    public Session? LastSession => lastSession;

    /// <summary>Whether a call of StartNewSessionAsync is still to be carried out. Any thread can read it.</summary>
    public bool WantsNewSession => wantsNewSession;

    /// <summary>Whether the user has disconnected the shard. Any thread can read it.</summary>
    public bool IsDisconnected => isDisconnected;

    /// <summary>Restores the session of an earlier process, before the first connection.</summary>
    public void Restore(Session? stored) => Keep(stored);

    /// <summary>Returns the next action. A connection counts as failed until <see cref="Began"/> is called.</summary>
    public ShardStep Next(TimeSpan now)
    {
        if (isStopping)
        {
            return new ShardStep(ShardAction.Stop);
        }

        if (failure is { } final)
        {
            return final;
        }

        if (isDisconnected)
        {
            (wait, hurries) = (null, false);
            Keep(wantsNewSession ? null : session);
            return new ShardStep(ShardAction.StandStill);
        }

        if (wait is { } pause)
        {
            wait = null;
            if (!hurries || pause.AsksApi)
            {
                return hurries ? pause with { Pause = TimeSpan.Zero } : pause;
            }
        }

        // This connection fulfils what the user asked for. If it fails, the next one waits again.
        hurries = false;
        Keep(wantsNewSession ? null : session);
        bool atResumeAddress = session is not null && (failures < ResumeAddressTries || failures % 2 != 0);
        failures++;
        dialedAt = now;
        before = session?.Sequence;
        return new ShardStep(ShardAction.Connect, session, atResumeAddress);
    }

    /// <summary>Notes that the connection of a step is about to be opened.</summary>
    /// <returns>Whether it may still be opened; if not, ask for the next step.</returns>
    public bool TryOpen(in ShardStep step)
    {
        if (isStopping || isDisconnected || (wantsNewSession && step.Session is not null))
        {
            failures--;
            return false;
        }

        // This connection fulfills all earlier orders of the user.
        hurries = false;
        wantsNewSession = wantsNewSession && step.Session is not null;
        return true;
    }

    /// <summary>Notes that READY or RESUMED has arrived.</summary>
    public void Began(Session live)
    {
        Keep(live);
        failures = 0;
        ForgetRefusals();
    }

    /// <summary>Handles the end of a connection.</summary>
    public ConnectionOutcome Ended(in ConnectionEnd end, TimeSpan now)
    {
        var held = session;
        bool isFinal = end.Step.After is AfterClose.StopShard or AfterClose.StopCluster;
        string? refusal = Count(end, now);
        bool isOver = refusal is not null || end.Step.After == AfterClose.Identify || wantsNewSession || (isFinal && !isStopping);
        Keep(isOver ? null : end.Session);
        if (isFinal)
        {
            failure = new ShardStep(ShardAction.Fail, End: end.Step);
        }
        else
        {
            wait = new ShardStep(ShardAction.Wait, Pause: NextPause(end, now), AsksApi: failures > 0 && failures % MainAddressTries == 0);
        }

        return new ConnectionOutcome(
            IsExpected: end.ByUser || wantsNewSession || isStopping || isFinal,
            Resumes: session is not null && end.Step.After == AfterClose.Resume && !isStopping,
            LostAfter: session is null ? held?.Sequence : null,
            Pause: wait?.Pause ?? TimeSpan.Zero,
            refusal);
    }

    /// <summary>Handles the user's request for another connection at once.</summary>
    /// <param name="keepSession">Whether it resumes; otherwise it starts a new session.</param>
    public void Reconnect(bool keepSession)
    {
        hurries = true;
        wantsNewSession |= !keepSession;
    }

    /// <summary>Handles the user's request for no connection until <see cref="Connect"/> is called.</summary>
    /// <param name="keepSession">Whether the session is kept to be resumed.</param>
    public void Disconnect(bool keepSession)
    {
        isDisconnected = true;
        Reconnect(keepSession);
    }

    /// <summary>Handles the user's request for connections after a disconnect.</summary>
    public void Connect() => isDisconnected = false;

    /// <summary>Handles a request to stop the shard.</summary>
    public void Stop() => isStopping = true;

    private void Keep(Session? next)
    {
        session = next;
        lastSession = next ?? lastSession;
    }

    /// <summary>
    /// Counts refusals. A long replay over an unreliable network may need many connections, each of which delivers a part of it. Only a
    /// connection that delivers nothing was refused.
    /// </summary>
    /// <returns>Why the session can't be resumed any more; null if it can.</returns>
    private string? Count(in ConnectionEnd end, TimeSpan now)
    {
        if (end.ByUser)
        {
            // Nothing has failed.
            failures = Math.Max(0, failures - 1);
            return null;
        }

        if (end.ReadyFor >= ReconnectBackoff.Settled)
        {
            dials.Reset();
            sessions.Reset();
        }

        CountAbsence(end.WasGreeted);
        if (end.WasAnswered || end.Session is not { } left || left.Sequence > before)
        {
            ForgetRefusals();
            return null;
        }

        return end is { ReadyFor: null, ResumeAge: { } age } ? CountRefusal(now - age, now, end.Step) : null;
    }

    private TimeSpan NextPause(in ConnectionEnd end, TimeSpan now)
    {
        // https://discord.com/developers/docs/events/gateway#resuming: "wait a random amount of time - between 1 and 5 seconds"
        var asked = end.Step.PauseFirst ? TimeSpan.FromMilliseconds(1000 + (4000 * random.NextDouble())) : TimeSpan.Zero;
        if (!end.WasGreeted)
        {
            return asked + dials.Next();
        }

        dials.Reset();
        if (refusals == 0)
        {
            return asked + sessions.Next();
        }

        // The last attempt is made when the patience ends, not after it.
        var left = resumePatience - (now - refusedSince);
        var next = resumes.Next();
        return asked + (next < left ? next : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>
    /// Extends the patience by the time without a server, from the first connection without HELLO to the next one with it. In that time
    /// nothing is refused.
    /// </summary>
    private void CountAbsence(bool wasGreeted)
    {
        if (!wasGreeted)
        {
            absentSince ??= dialedAt;
        }
        else if (absentSince is { } since)
        {
            refusedSince += dialedAt - since;
            absentSince = null;
        }
    }

    private string? CountRefusal(TimeSpan sent, TimeSpan now, in LifecycleStep end)
    {
        if (refusals++ == 0)
        {
            // The first pause after a refusal must not be zero.
            refusedSince = sent;
            resumes.Next();
        }

        var refused = now - refusedSince;
        if (CloseRules.MayResumeLater(end.Code) && refused < resumePatience)
        {
            return null;
        }

        string why = $"RESUME was refused {refusals} {(refusals == 1 ? "time" : "times")} within {refused.TotalSeconds:0} s, the last "
            + $"time because {end.Describe()}";
        ForgetRefusals();
        return why;
    }

    private void ForgetRefusals()
    {
        refusals = 0;
        resumes.Reset();
    }
}
