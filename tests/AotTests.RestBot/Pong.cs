using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace AotTests.RestBot;

/// <summary>Answers every message: one call of the REST client.</summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class Pong(BotRest rest)
{
    public async Task HandleAsync(MessageCreate message, CancellationToken cancellationToken)
    {
        if (message.Author.Bot is not true)
        {
            await rest.CreateMessageAsync(message.ChannelId, new() { Content = "pong" }, cancellationToken: cancellationToken);
        }
    }
}
