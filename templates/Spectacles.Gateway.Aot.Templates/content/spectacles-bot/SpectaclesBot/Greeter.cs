using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace SpectaclesBot;

/// <summary>Writes who says hello. MessageContent has to be enabled for the bot at https://discord.com/developers/applications.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class Greeter(TextWriter output)
{
    public void Handle(MessageCreate message, Shard shard)
    {
        if (message.Content == "hello")
        {
            output.WriteLine($"{message.Author.Username} greets shard {shard.Id}");
        }
    }
}
