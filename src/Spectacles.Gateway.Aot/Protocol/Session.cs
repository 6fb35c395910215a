namespace Spectacles.Gateway;

/// <summary>What Discord needs to know to continue where a connection ended. It outlives connections.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
internal sealed class Session(string id, Uri? resumeUrl)
{
    private long sequence;

    public string Id { get; } = id;

    /// <summary>Where to resume; null when READY did not give the address of a web socket, and the gateway's own address serves.</summary>
    public Uri? ResumeUrl { get; } = resumeUrl;

    /// <summary>The last event before a message that could not be read; null while there was none.</summary>
    public long? FailedAfter { get; set; }

    /// <summary>Whether it has been reported that a sequence repeated or went back.</summary>
    public bool HasRepeated { get; set; }

    /// <summary>Whether it has been reported that sequences were left out.</summary>
    public bool HasGap { get; set; }

    /// <summary>The last event received. Read by the heartbeat while the read loop writes it.</summary>
    public long Sequence
    {
        get => Volatile.Read(ref sequence);
        set => Volatile.Write(ref sequence, value);
    }

    /// <summary>The bot's user, where READY named it.</summary>
    public Snowflake? UserId { get; init; }

    /// <summary>The bot's application, where READY named it.</summary>
    public Snowflake? ApplicationId { get; init; }
}
