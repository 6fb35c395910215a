namespace Spectacles.Gateway.Testing;

/// <summary>One thing that happened between the simulated gateway and its clients.</summary>
/// <param name="Number">The number of the line, from 1, without gaps.</param>
/// <param name="Kind">
/// <c>connected</c>, <c>closed</c>, <c>received</c> (a payload of a client), <c>event</c> (an event for clients), <c>call</c> (a REST
/// call), <c>reply</c> (a message or a response of the bot) or <c>violation</c>.
/// </param>
/// <param name="Json">
/// The line as a JSON object, with <c>n</c>, <c>time</c>, <c>kind</c> and the fields of this kind. The bot's token is not in it.
/// </param>
public sealed record TranscriptLine(long Number, string Kind, string Json)
{
    /// <summary>The line's JSON.</summary>
    public override string ToString() => Json;
}
