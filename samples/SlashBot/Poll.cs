using System.Collections.Concurrent;
using Spectacles.Gateway;

namespace SlashBot;

/// <summary>A question with two dishes, and who has voted for which. Each user has one vote.</summary>
internal sealed class Poll(string first, string second)
{
    private readonly ConcurrentDictionary<Snowflake, int> votes = new();

    public string[] Dishes { get; } = [first, second];

    public void Vote(Snowflake user, int dish) => votes[user] = dish;

    public int VotesFor(int dish) => votes.Values.Count(vote => vote == dish);
}
