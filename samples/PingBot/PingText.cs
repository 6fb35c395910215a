using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>Answers <c>!ping</c>. What others write is privileged: the intent has to be asked for, here and in the developer portal.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
internal sealed partial class PingText(DiscordRest rest)
{
    public async Task HandleAsync(MessageCreate message, CancellationToken cancellationToken)
    {
        if (message.Content == "!ping")
        {
            await rest.CreateMessageAsync(message.ChannelId, "pong", cancellationToken);
        }
    }
}
