using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.ViewBot;

/// <summary>A minimal handler with a view.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class ContentReader
{
    public ulong Last { get; private set; }

    public void Handle(MessageCreate.View message) => Last = message.Content.Equals("!ping"u8) ? message.Author.Id : message.Id;
}
