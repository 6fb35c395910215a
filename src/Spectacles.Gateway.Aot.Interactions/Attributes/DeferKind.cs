namespace Spectacles.Gateway.Interactions;

/// <summary>How an answer is deferred.</summary>
public enum DeferKind
{
    /// <summary>It is not deferred.</summary>
    None,

    /// <summary>With a message that the bot is thinking, which the answer replaces.</summary>
    Reply,

    /// <summary>As <see cref="Reply"/>, but only the user sees message and answer.</summary>
    EphemeralReply,

    /// <summary>Without a message: the answer edits the message of the component. Not for commands.</summary>
    Update,
}
