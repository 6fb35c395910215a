namespace Spectacles.Gateway;

/// <summary>The data for resuming a session. It outlives connections.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
internal sealed class Session(string id, Uri? resumeUrl)
{
    private long sequence;

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

    /// <summary>The bot's user id, if READY contained it.</summary>
    public Snowflake? UserId { get; init; }

    /// <summary>The bot's application id, if READY contained it.</summary>
    public Snowflake? ApplicationId { get; init; }
}
