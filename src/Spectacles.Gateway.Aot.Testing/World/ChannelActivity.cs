namespace Spectacles.Gateway.Testing;

/// <summary>What the messages of a channel change in it. All versions of a channel share it.</summary>
internal sealed class ChannelActivity
{
    private readonly Lock gate = new();
    private Snowflake? lastMessage;
    private DateTimeOffset? lastPin;

    /// <summary>The id of the newest message, which may have been deleted; null when there was none.</summary>
    public Snowflake? LastMessage
    {
        get
        {
            lock (gate)
            {
                return lastMessage;
            }
        }
    }

    /// <summary>When the newest pin was made; null when nothing is pinned.</summary>
    public DateTimeOffset? LastPin
    {
        get
        {
            lock (gate)
            {
                return lastPin;
            }
        }

        set
        {
            lock (gate)
            {
                lastPin = value;
            }
        }
    }

    public void Sent(Snowflake message)
    {
        lock (gate)
        {
            lastMessage = lastMessage is { } last && last > message ? last : message;
        }
    }
}
