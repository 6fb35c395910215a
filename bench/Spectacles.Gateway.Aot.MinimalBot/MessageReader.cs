using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.MinimalBots;

/// <summary>Reads the model of each message.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
internal sealed partial class MessageReader
{
    private int mentions;

    public void Handle(MessageCreate message) => mentions += message.Content == "!ping" ? 1 : 0;
}
