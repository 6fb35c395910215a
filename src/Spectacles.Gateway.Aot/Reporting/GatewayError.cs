namespace Spectacles.Gateway;

/// <summary>An error from which the bot recovered, or the reason why it stopped.</summary>
/// <param name="Kind">The source of the error.</param>
/// <param name="Message">What is wrong, in one line, without a token or a payload.</param>
/// <param name="ShardId">The shard on which it occurred; null if it affects several.</param>
public sealed record GatewayError(GatewayErrorKind Kind, string Message, int? ShardId)
{
    /// <summary>The exception; null if there is none.</summary>
    public Exception? Exception { get; init; }

    /// <summary>The event's name, if it occurred in a handler or the event sink.</summary>
    public string? EventName { get; init; }

    /// <summary>The event's sequence, if it occurred in a handler or the event sink.</summary>
    public long? Sequence { get; init; }

    /// <summary>The class and the method, if it occurred in a handler; the class, if it occurred in the event sink.</summary>
    public string? Handler { get; init; }

    /// <summary>Returns one human-readable line.</summary>
    public override string ToString() => $"{Place}{Message}";

    internal string Place => ShardId is { } id ? $"shard {id}: " : string.Empty;
}
