namespace Spectacles.Gateway.Interactions;

/// <summary>
/// An interaction on whose messages a method waits for presses. It exists until the method ends, so that a press that comes while the
/// method works on another one is kept, and the user is not told that the button is no longer available.
/// </summary>
/// <param name="root">The interaction whose method waits.</param>
/// <param name="id">The interaction that the messages answer.</param>
/// <param name="messageId">The message whose component caused it; null for a command.</param>
internal sealed class PressSource(Interaction root, Snowflake id, Snowflake? messageId)
{
    /// <summary>The interaction whose method waits.</summary>
    public Interaction Root => root;

    /// <summary>Whether a message answers the interaction, or is the one that it changes.</summary>
    /// <param name="message">The message.</param>
    public bool IsOf(PressedMessage message) => message.OriginId == id || (message.Id != default && message.Id == messageId);
}
