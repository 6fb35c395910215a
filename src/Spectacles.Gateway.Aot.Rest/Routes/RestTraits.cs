namespace Spectacles.Gateway.Rest;

/// <summary>What is special about a route.</summary>
[Flags]
public enum RestTraits
{
    /// <summary>Nothing: the bot's token is sent, and all limits apply.</summary>
    None = 0,

    /// <summary>The path contains a token, so the bot's token is not sent.</summary>
    Unauthorized = 1 << 0,

    /// <summary>
    /// The route answers an interaction. It is outside the global limit and the stop before a ban for invalid requests, and never waits
    /// behind other calls.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints</remarks>
    Interaction = 1 << 1,

    /// <summary>A second request would have a second effect. It is repeated only if the first was certainly not sent.</summary>
    NotRepeatable = 1 << 2,
}
