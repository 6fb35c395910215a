using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace HostedHandlers;

/// <summary>A handler in a class library, which has a method of its own to add it.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class LibraryHandler(LibraryLog log)
{
    public void Handle(MessageCreate message) => log.Add($"library: {message.Content}");
}
