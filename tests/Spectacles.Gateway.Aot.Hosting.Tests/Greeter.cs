using HostedHandlers;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Hosting.Tests;

/// <summary>A singleton handler with a service of the host, and with its cluster.</summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class Greeter(LibraryLog log, Cluster cluster, TimeProvider? time = null)
{
    public void Handle(MessageCreate message, Shard shard)
    {
        Assert.Null(time);
        log.Add($"greeter: {message.Content} on shard {shard.Id} of {cluster.Shards.Count}");
    }
}
