using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace PingBot;

/// <summary>Answers "ping" when mentioned: Discord sends the content of such messages without a privileged intent.</summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class PingMention(BotRest rest, BotUser bot, ReplyCount replies)
{
    public async Task HandleAsync(MessageCreate message, CancellationToken cancellationToken)
    {
        if (message.Author.Bot is not true && message.Content.EndsWith("ping", StringComparison.OrdinalIgnoreCase) && IsMentioned(message))
        {
            await rest.CreateMessageAsync(message.ChannelId, "pong", cancellationToken);
            replies.Add();
        }
    }

    private bool IsMentioned(MessageCreate message)
    {
        foreach (var user in message.Mentions)
        {
            if (user.Id == bot.Id)
            {
                return true;
            }
        }

        return false;
    }
}
