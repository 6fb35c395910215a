using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>What a running method waits for: presses on its messages, or a modal.</summary>
/// <param name="root">The interaction whose method waits. The wait ends with the method.</param>
internal abstract class InteractionWait(Interaction root)
{
    /// <summary>The interaction whose method waits.</summary>
    public Interaction Root { get; } = root;

    /// <summary>Whether it waits for the components of a message.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="originId">The interaction that the message answers.</param>
    public virtual bool IsFor(Snowflake messageId, Snowflake originId) => false;

    /// <summary>Whether it waits for a submitted modal.</summary>
    public virtual bool IsFor(InteractionCreate.View submitted) => false;

    /// <summary>Takes an interaction, unless a filter refuses it or the wait has ended.</summary>
    public abstract bool TryTake(Interaction context);
}
