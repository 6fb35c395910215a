namespace Spectacles.Gateway.Rest;

/// <summary>Whether a call is over after an attempt.</summary>
internal enum AttemptOutcome
{
    /// <summary>The answer is there.</summary>
    Answered,

    /// <summary>The network or the server failed, and the request may be sent again after a wait.</summary>
    Failed,

    /// <summary>
    /// A rate limit refused the request, or a token that was replaced meanwhile. It is sent again when the limits allow it.
    /// </summary>
    Refused,
}
