namespace Spectacles.Gateway.Testing;

/// <summary>A message of a user or of the bot.</summary>
internal sealed record SimulatedMessage(Snowflake Id, SimulatedChannel Channel, SimulatedUser Author, string Content, DateTimeOffset Time)
{
    public SimulatedMember? Member { get; init; }

    public Snowflake? ReplyTo { get; init; }

    /// <summary>The message that this one replies to; null when it is unknown.</summary>
    public SimulatedMessage? Referenced { get; init; }

    /// <summary>The thread that was started from the message; null for none.</summary>
    public SimulatedChannel? Thread { get; init; }

    /// <summary>The JSON of the embeds; empty when there are none.</summary>
    public byte[] Embeds { get; init; } = [];

    public byte[] Components { get; init; } = [];

    public byte[] Nonce { get; init; } = [];

    public MessageFlags Flags { get; init; }

    /// <summary>When the message was last edited; null for never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The interaction that the message responds to; null for none.</summary>
    public PendingInteraction? Interaction { get; init; }

    public required IReadOnlyList<(SimulatedUser User, SimulatedMember? Member)> Mentions { get; init; }
}
