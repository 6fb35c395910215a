namespace Spectacles.Gateway.Testing;

/// <summary>An interaction that a user started.</summary>
internal sealed class PendingInteraction(Snowflake id, string token, Snowflake channelId, long begunAt)
{
    public Snowflake Id => id;

    public string Token => token;

    public Snowflake ChannelId => channelId;

    public long BegunAt => begunAt;

    public bool Acknowledged { get; set; }
}
