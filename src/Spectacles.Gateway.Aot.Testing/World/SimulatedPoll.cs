namespace Spectacles.Gateway.Testing;

/// <summary>The poll of a message.</summary>
/// <param name="Question">The JSON of the question.</param>
/// <param name="Answers">The JSON of the answers; the id of an answer is its position, from 1.</param>
/// <param name="Ends">When it ends.</param>
/// <param name="AllowsSeveral">Whether a user may choose several answers.</param>
/// <remarks>https://discord.com/developers/docs/resources/poll#poll-object</remarks>
internal sealed record SimulatedPoll(byte[] Question, IReadOnlyList<byte[]> Answers, DateTimeOffset Ends, bool AllowsSeveral)
{
    public IReadOnlyList<(int Answer, SimulatedUser User)> Votes { get; init; } = [];

    /// <summary>Whether the votes have been counted, because the poll has ended.</summary>
    public bool IsFinal { get; init; }
}
