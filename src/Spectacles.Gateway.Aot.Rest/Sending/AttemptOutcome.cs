namespace Spectacles.Gateway.Rest;

/// <summary>Whether a call is over after an attempt.</summary>
internal enum AttemptOutcome
{
    /// <summary>The answer is there.</summary>
    Answered,

    /// <summary>The network or the server failed, and the request may be sent again after a wait.</summary>
    Failed,

    /// <summary>A rate limit refused the request, which is sent again when the limit allows it.</summary>
    Limited,
}
