using Spectacles.Gateway;

namespace MyBot;

[GatewayEvent("NEW_EVENT", Intents = GatewayIntents.None)]
public sealed partial class NewEventHandler
{
    public void Handle(in Dispatch dispatch)
    {
    }
}
