using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

namespace SlashBot;

/// <summary>
/// <c>/timer</c>: an answer, and a message later. An interaction can be used for 15 minutes; for longer times, send the message with
/// <see cref="BotRest"/>.
/// </summary>
internal sealed partial class CookingTimer(TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(14);

    [SlashCommand("timer", "Reminds you")]
    [Cooldown(10)]
    public async Task SetAsync(Interaction context, [Option("For example 4m30s, at most 14m")] TimeSpan duration, CancellationToken stop)
    {
        if (duration > Longest)
        {
            await context.AnswerAsync($"At most {Longest.TotalMinutes} minutes.", ephemeral: true);
            return;
        }

        await context.AnswerAsync($"The timer ends in {duration.TotalSeconds} s.");
        await Task.Delay(duration, time, stop);
        await context.FollowUpAsync(new InteractionMessage
        {
            Content = $"{Mention.User(context.UserId)}, the time is over.",
            AllowedMentions = AllowedMentions.OnlyUsers(context.UserId),
        });
    }
}
