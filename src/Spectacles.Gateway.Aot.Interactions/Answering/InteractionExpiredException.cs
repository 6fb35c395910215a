namespace Spectacles.Gateway.Interactions;

/// <summary>
/// An interaction arrived more than 15 minutes ago, so its token is no longer valid. Nothing was sent. Send a message to the channel
/// instead.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#followup-messages</remarks>
public sealed class InteractionExpiredException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong.</param>
    internal InteractionExpiredException(string message)
        : base(message)
    {
    }
}
