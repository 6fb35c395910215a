using System.Collections.Immutable;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>A body with a message, to which the client adds what it allows to be mentioned.</summary>
internal interface IMessageBody : IRestBody
{
    /// <summary>Whether the message says itself what it mentions, or mentions nothing.</summary>
    bool DecidesMentions { get; }

    /// <summary>The number of closing braces from the end of the body to the end of the message: 1 if the body is the message.</summary>
    int Depth => 1;

    /// <summary>
    /// Whether an edit has text that can mention somebody. One without text must not say what it allows to be mentioned: Discord refuses
    /// more than the flags in an edit of another user's message (error 50005), with which a bot suppresses embeds.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#edit-message</remarks>
    static bool HasText(string? content, ImmutableArray<Component>? components) =>
        content is { Length: > 0 } || components is { IsDefaultOrEmpty: false };
}
