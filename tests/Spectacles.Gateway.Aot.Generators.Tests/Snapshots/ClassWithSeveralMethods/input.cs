using System.Threading.Tasks;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace MyBot;

public sealed partial record Everything
{
    [GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.GuildMessages)]
    [GatewayEvent("MESSAGE_UPDATE")]
    private void OnMessage(Message message, Shard shard)
    {
    }

    [GatewayEvent("PRESENCE_UPDATE", Intents = GatewayIntents.GuildPresences)]
    private static Task CountAsync(PresenceUpdate presence) => Task.CompletedTask;

    [GatewayEvent("TYPING_START")]
    private void Typing(in Dispatch dispatch)
    {
    }

    [GatewayEvent("RESUMED")]
    private void @void()
    {
    }
}
