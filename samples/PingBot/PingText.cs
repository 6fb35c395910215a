using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace PingBot;

/// <summary>Answers <c>!ping</c>. Message content is privileged: request the intent here and enable it in the developer portal.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
internal sealed partial class PingText(BotRest rest, ReplyCount replies)
{
    public async Task HandleAsync(MessageCreate message, CancellationToken cancellationToken)
    {
        if (message.Content == "!ping")
        {
            await rest.CreateMessageAsync(message.ChannelId, "pong", cancellationToken);
            replies.Add();
        }
    }
}
