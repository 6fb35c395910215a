using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.WholeProcess.Bots;

/// <summary>Reads three fields of each message with its view.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
internal sealed partial class ReadViews
{
    private ulong sum;

    public void Handle(MessageCreate.View message) =>
        sum += (message.Content.Equals("!ping"u8) ? 1UL : 0) + message.Author.Id.Value + message.GuildId.GetValueOrDefault().Value;
}
