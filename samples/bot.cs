#:package Spectacles.Gateway.Aot.Interactions@0.1.0
#:property InvariantGlobalization=true
using Spectacles.Gateway;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN")!;
var api = new Uri(Environment.GetEnvironmentVariable("DISCORD_API") ?? "https://discord.com/api/v10");
using var rest = new BotRest(token, new BotRestOptions { Api = api });
await using var cluster = new Cluster(token, new ClusterOptions { Api = api });
cluster.Ready += shard => Console.WriteLine($"Shard {shard.Id} is READY.");
cluster.AddInteractions(rest, new InteractionOptions { RegisterCommands = true }, new Ping());
await cluster.RunAsync();                 // runs until Ctrl+C or SIGTERM, then stops within 8 s

public sealed partial class Ping
{
    [SlashCommand("ping", "Answers pong")]
    public Task PingAsync(Interaction context) => context.AnswerAsync("pong");
}
