namespace Spectacles.Gateway.Testing;

/// <summary>A message of a user, a webhook or the bot.</summary>
internal sealed record SimulatedMessage(Snowflake Id, SimulatedChannel Channel, SimulatedUser Author, string Content, DateTimeOffset Time)
{
    public SimulatedMember? Member { get; init; }

    public MessageKind Kind { get; init; }

    /// <summary>The message that this one replies to, forwards or is about; null for none.</summary>
    public MessageReference? Reference { get; init; }

    /// <summary>The message that this one replies to; null when it is unknown.</summary>
    public SimulatedMessage? Referenced { get; init; }

    /// <summary>The thread that was started from the message; null for none.</summary>
    public SimulatedChannel? Thread { get; init; }

    /// <summary>The forwarded message as it was; null for none.</summary>
    public SimulatedMessage? Snapshot { get; init; }

    /// <summary>The JSON of the embeds; empty when there are none.</summary>
    public byte[] Embeds { get; init; } = [];

    public byte[] Components { get; init; } = [];

    public byte[] Nonce { get; init; } = [];

    public IReadOnlyList<SimulatedAttachment> Attachments { get; init; } = [];

    public IReadOnlyList<Snowflake> Stickers { get; init; } = [];

    public IReadOnlyList<MessageReaction> Reactions { get; init; } = [];

    public SimulatedPoll? Poll { get; init; }

    public MessageFlags Flags { get; init; }

    public bool IsTextToSpeech { get; init; }

    /// <summary>When the message was last edited; null for never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>When the message was pinned; null if it is not.</summary>
    public DateTimeOffset? PinnedAt { get; init; }

    /// <summary>The interaction that the message responds to; null for none.</summary>
    public PendingInteraction? Interaction { get; init; }

    /// <summary>The webhook that sent the message; null for none.</summary>
    public SimulatedWebhook? Webhook { get; init; }

    public required IReadOnlyList<(SimulatedUser User, SimulatedMember? Member)> Mentions { get; init; }

    public IReadOnlyList<Snowflake> MentionedRoles { get; init; } = [];

    public bool MentionsEveryone { get; init; }

    public bool IsEphemeral => (Flags & MessageFlags.Ephemeral) != 0;
}
