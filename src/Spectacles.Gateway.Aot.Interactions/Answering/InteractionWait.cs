using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>A wait for the next press on a message, or for a modal.</summary>
/// <param name="name">The interaction that waits, for messages.</param>
internal abstract class InteractionWait(string name)
{
    /// <summary>The interaction that waits.</summary>
    public string Name { get; } = name;

    /// <summary>Whether it waits for the components of a message.</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="originId">The interaction that the message answers.</param>
    public virtual bool IsFor(Snowflake messageId, Snowflake originId) => false;

    /// <summary>Whether it waits for a submitted modal.</summary>
    public virtual bool IsFor(InteractionCreate.View submitted) => false;

    /// <summary>Ends the wait with an interaction, unless its filter refuses it or the wait has ended.</summary>
    public abstract bool TryEnd(Interaction context);

    /// <summary>Ends the wait without an interaction, unless it has ended with one.</summary>
    public abstract bool End();
}
