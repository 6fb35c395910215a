namespace Spectacles.Gateway.Testing;

/// <summary>An interaction that a user started, and what the bot has answered.</summary>
/// <remarks>Its state is read and written under the lock of <see cref="PendingInteractions"/>, or by one request at a time.</remarks>
internal sealed class PendingInteraction(
    Snowflake id, string token, InteractionKind kind, SimulatedChannel channel, SimulatedUser user, long begunAt)
{
    public Snowflake Id => id;

    public string Token => token;

    public SimulatedChannel Channel => channel;

    public SimulatedUser User => user;

    public InteractionKind Kind => kind;

    /// <summary>The message whose component was used, or whose component opened the modal; null for none.</summary>
    public SimulatedMessage? Source { get; init; }

    /// <summary>The name of the command with its subcommands; null for an interaction of another kind.</summary>
    public string? Command { get; init; }

    public long BegunAt => begunAt;

    public bool Acknowledged { get; set; }

    /// <summary>Whether the response was deferred, and the message has not followed yet.</summary>
    public bool IsDeferred { get; set; }

    /// <summary>The id of the first response; null if it is not a message, or was deleted.</summary>
    public Snowflake? OriginalId { get; set; }

    /// <summary>The JSON of the modal that the bot answered with; empty for none.</summary>
    public byte[] Modal { get; set; } = [];
}
