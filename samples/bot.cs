#:package Spectacles.Gateway.Aot@0.1.0
#:property InvariantGlobalization=true

using Spectacles.Gateway;
using Spectacles.Gateway.Events;

await using var cluster = new Cluster(
    Environment.GetEnvironmentVariable("DISCORD_TOKEN")!,
    new ClusterOptions { Api = new(Environment.GetEnvironmentVariable("DISCORD_API") ?? "https://discord.com/api/v10") });
cluster.Ready += shard => Console.WriteLine($"Shard {shard.Id} is READY.");
cluster.AddHandler(new Greeter());
await cluster.RunAsync();                 // runs until Ctrl+C or SIGTERM, then stops within 8 s

[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
public sealed partial class Greeter
{
    public void Handle(MessageCreate message, Shard shard)
    {
        if (message.Content == "hello")
        {
            Console.WriteLine($"{message.Author.Username} greets shard {shard.Id}");
        }
    }
}
