namespace Spectacles.Gateway;

/// <summary>Something that went wrong while the bot lives on, or the reason why it does not.</summary>
/// <param name="Kind">Where the error comes from.</param>
/// <param name="Message">What is wrong, in one line, without a token or a payload.</param>
/// <param name="ShardId">The shard that it happened on; null when it concerns several.</param>
public sealed record GatewayError(GatewayErrorKind Kind, string Message, int? ShardId)
{
    /// <summary>The exception, where there is one.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The event's name, where it happened in a handler.</summary>
    public string? Event { get; init; }

    /// <summary>The event's sequence, where it happened in a handler.</summary>
    public long? Sequence { get; init; }

    /// <summary>The class and the method, where it happened in a handler.</summary>
    public string? Handler { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString() => $"{Place}{Message}";

    internal string Place => ShardId is { } id ? $"shard {id}: " : string.Empty;
}
