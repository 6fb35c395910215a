namespace Spectacles.Gateway.Rest;

/// <summary>A body with a message, to which the client adds what it allows to be mentioned.</summary>
internal interface IMessageBody : IRestBody
{
    /// <summary>Whether the message says itself what it mentions, or mentions nothing.</summary>
    bool DecidesMentions { get; }

    /// <summary>Whether the message takes a nonce and has none.</summary>
    bool TakesNonce => false;

    /// <summary>The number of closing braces from the end of the body to the end of the message: 1 if the body is the message.</summary>
    int Depth => 1;
}
