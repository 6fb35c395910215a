namespace Spectacles.Gateway.Interactions;

/// <summary>A wait for the next press on the message of an answer.</summary>
/// <param name="name">The interaction that waits, for messages.</param>
/// <param name="messageId">The message with the component that caused the interaction; 0 if there is none.</param>
/// <param name="originId">The interaction, which the messages of its answers name.</param>
/// <param name="filter">Returns whether a press counts; null for any.</param>
internal sealed class PressWait(string name, Snowflake messageId, Snowflake originId, Func<Press, bool>? filter) : InteractionWait(name)
{
    private readonly TaskCompletionSource<Press> end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The press.</summary>
    public Task<Press> Task => end.Task;

    /// <inheritdoc/>
    public override bool IsFor(Snowflake message, Snowflake origin) => origin == originId || (message == messageId && message != default);

    /// <inheritdoc/>
    public override bool TryEnd(Interaction context) =>
        context is Press press && (filter is null || filter(press)) && end.TrySetResult(press);

    /// <inheritdoc/>
    public override bool End() => end.TrySetCanceled();
}
