namespace Spectacles.Gateway.Rest;

/// <summary>A message that Discord creates once, however often it is sent, if it has a nonce that is enforced.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
internal interface INonceBody : IMessageBody
{
    /// <summary>What identifies the message; null for none.</summary>
    string? Nonce { get; }

    /// <summary>Whether Discord compares it; null if the caller has not decided that.</summary>
    bool? EnforceNonce { get; }
}
