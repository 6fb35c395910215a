using Spectacles.Gateway.Interactions;

namespace PingBot;

/// <summary>Answers <c>/ping</c>. It needs no intent.</summary>
internal sealed partial class PingCommand(ReplyCount replies)
{
    [SlashCommand("ping", "Answers pong")]
    public async Task PingAsync(Interaction context)
    {
        await context.AnswerAsync($"pong, {context.Shard.Latency?.TotalMilliseconds ?? 0:0} ms");
        replies.Add();
    }
}
