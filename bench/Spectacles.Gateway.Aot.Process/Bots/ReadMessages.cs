using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Reads three fields of each message with its model.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
internal sealed partial class ReadMessages
{
    private ulong sum;

    public void Handle(MessageCreate message) =>
        sum += (message.Content == "!ping" ? 1UL : 0) + message.Author.Id.Value + message.GuildId.GetValueOrDefault().Value;
}
