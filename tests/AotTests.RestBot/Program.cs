using AotTests.RestBot;
using Spectacles.Gateway;
using Spectacles.Gateway.Rest;

string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN")!;
var api = new Uri(Environment.GetEnvironmentVariable("DISCORD_API") ?? "https://discord.com/api/v10");
using var rest = new BotRest(token, new BotRestOptions { Api = api });
await using var cluster = new Cluster(token, new ClusterOptions { Api = api });
cluster.AddHandler(new Pong(rest));
await cluster.RunAsync();
