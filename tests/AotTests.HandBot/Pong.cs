using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.HandBot;

/// <summary>Answers every message: one call that is written by hand.</summary>
[GatewayEvent("MESSAGE_CREATE")]
internal sealed partial class Pong(HandWrittenRest rest)
{
    public async Task HandleAsync(MessageCreate message, CancellationToken cancellationToken)
    {
        if (message.Author.Bot is not true)
        {
            await rest.CreateMessageAsync(message.ChannelId, "pong", cancellationToken);
        }
    }
}
