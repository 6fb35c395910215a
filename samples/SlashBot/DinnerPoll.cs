using System.Collections.Concurrent;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary>
/// <c>/dinner</c>: two buttons, whose custom ids say what they are for. So the bot finds the poll again, and buttons of a poll that it has
/// forgotten are answered, too.
/// </summary>
internal sealed partial class DinnerPoll
{
    /// <summary>The label of a button has at most 80 characters, and the number of votes is part of it.</summary>
    private const int LongestDish = 60;

    private readonly ConcurrentDictionary<Snowflake, Poll> polls = new();

    [SlashCommand("dinner", "Asks what to cook")]
    [Contexts(InteractionContextType.Guild)]
    public Task AskAsync(
        Interaction context,
        [Option("A dish", MaxLength = LongestDish)] string first,
        [Option("Another dish", MaxLength = LongestDish)] string second)
    {
        var poll = polls[context.Id] = new Poll(first, second);
        return context.AnswerAsync(Message(context.Id, poll));
    }

    [Component("vote:{poll}:{dish}")]
    public Task VoteAsync(Interaction context, Snowflake poll, int dish)
    {
        if (!polls.TryGetValue(poll, out var found))
        {
            return context.AnswerAsync("This poll is closed.", ephemeral: true);
        }

        found.Vote(context.UserId, dish);
        return context.UpdateAsync(Message(poll, found));
    }

    private static InteractionMessage Message(Snowflake id, Poll poll) => new()
    {
        Content = "What do we cook?",
        Components = [Components.Row(Button(id, poll, 0), Button(id, poll, 1))],
    };

    private static ButtonComponent Button(Snowflake id, Poll poll, int dish) =>
        Components.Button($"vote:{id}:{dish}", $"{poll.Dishes[dish]} ({poll.VotesFor(dish)})", ButtonStyle.Secondary);
}
