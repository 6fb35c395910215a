namespace Spectacles.Gateway.Protocol;

/// <summary>What Discord needs to know to continue where a connection ended. It outlives connections.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#resuming</remarks>
internal sealed class Session(string id, Uri resumeUrl)
{
    private long sequence;

    public string Id { get; } = id;

    public Uri ResumeUrl { get; } = resumeUrl;

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
