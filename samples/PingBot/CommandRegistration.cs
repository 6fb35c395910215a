using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace PingBot;

/// <summary>Tells Discord of <c>/ping</c> when a session begins.</summary>
[GatewayEvent("READY")]
internal sealed partial class CommandRegistration(DiscordRest rest, BotUser bot)
{
    public async Task HandleAsync(Ready ready, CancellationToken cancellationToken)
    {
        bot.Id = ready.User.Id;
        await rest.RegisterPingAsync(ready.Application.Id, cancellationToken);
    }
}
