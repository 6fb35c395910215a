using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>Registers <c>/ping</c> with Discord when a session starts.</summary>
[GatewayEvent("READY")]
internal sealed partial class CommandRegistration(DiscordRest rest, BotUser bot)
{
    public async Task HandleAsync(Ready ready, CancellationToken cancellationToken)
    {
        bot.Id = ready.User.Id;
        await rest.RegisterPingAsync(ready.Application.Id, cancellationToken);
    }
}
