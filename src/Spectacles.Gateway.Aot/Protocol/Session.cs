namespace Spectacles.Gateway;

/// <summary>The data for resuming a session. It outlives connections.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
internal sealed class Session(string id, Uri? resumeUrl)
{
    private long sequence;
    private volatile UnconfirmedEvents? unconfirmed;
    private long acknowledgeable = long.MaxValue;

    public string Id { get; } = id;

    /// <summary>The resume address; null if READY did not contain a web socket address. Then the gateway's own address is used.</summary>
    public Uri? ResumeUrl { get; } = resumeUrl;

    /// <summary>The sequence of the last event before a message that could not be read; null if there was none.</summary>
    public long? FailedAfter { get; set; }

    /// <summary>Whether it has been reported that a sequence repeated or went back.</summary>
    public bool HasRepeated { get; set; }

    /// <summary>Whether it has been reported that sequences were left out.</summary>
    public bool HasGap { get; set; }

    /// <summary>The sequence of the last event received. Read by the heartbeat while the read loop writes it.</summary>
    public long Sequence
    {
        get => Volatile.Read(ref sequence);
        set => Volatile.Write(ref sequence, value);
    }

    /// <summary>The received events whose storing is not confirmed; null if nothing confirms events.</summary>
    public UnconfirmedEvents? Unconfirmed => unconfirmed;

    /// <summary>
    /// The sequence that the session store is told: that of the last event received, or, if events are confirmed, the one up to which all
    /// are.
    /// </summary>
    public long Confirmed => unconfirmed?.ConfirmedUpTo ?? Sequence;

    /// <summary>
    /// The sequence that the server is told, which may delete the events up to it: that of the last event received, or, if events are
    /// confirmed, at most the one at which another process would resume the session.
    /// </summary>
    public long Acknowledged => unconfirmed is { } open ? Math.Min(open.ConfirmedUpTo, Volatile.Read(ref acknowledgeable)) : Sequence;

    /// <summary>The bot's user id, if READY contained it.</summary>
    public Snowflake? UserId { get; init; }

    /// <summary>The bot's application id, if READY contained it.</summary>
    public Snowflake? ApplicationId { get; init; }

    /// <summary>From now on, a received event counts only when it is confirmed.</summary>
    public void AwaitConfirmations() => unconfirmed ??= new UnconfirmedEvents(Sequence);

    /// <summary>
    /// Notes the sequence at which another process would resume the session. Until the first call there is no limit: no other process can
    /// resume it.
    /// </summary>
    public void LimitAcknowledgement(long stored) => Volatile.Write(ref acknowledgeable, stored);

    /// <summary>Notes an event with a greater sequence than those before. No thread sees its sequence before it is unconfirmed.</summary>
    public void Advance(long next)
    {
        unconfirmed?.Add(next);
        Sequence = next;
    }

    /// <summary>Goes back to before the last event, which was refused: another connection receives it again.</summary>
    /// <returns>Whether there was such an event.</returns>
    public bool Withdraw()
    {
        if (unconfirmed?.Withdraw() is not { } before)
        {
            return false;
        }

        Sequence = before;
        return true;
    }
}
