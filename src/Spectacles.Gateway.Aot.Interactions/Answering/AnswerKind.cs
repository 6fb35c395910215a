namespace Spectacles.Gateway.Interactions;

/// <summary>The kinds of the first answer, with the numbers of Discord.</summary>
/// <remarks>
/// https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type
/// </remarks>
internal enum AnswerKind
{
    /// <summary>A message.</summary>
    Message = 4,

    /// <summary>A message that follows later.</summary>
    DeferredMessage = 5,

    /// <summary>A change of the component's message that may follow later.</summary>
    DeferredUpdate = 6,

    /// <summary>A change of the component's message.</summary>
    Update = 7,

    /// <summary>The suggestions of an option.</summary>
    Suggestions = 8,

    /// <summary>A modal.</summary>
    Modal = 9,
}
