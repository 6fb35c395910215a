using AotTests.HandBot;
using Spectacles.Gateway;

string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN")!;
var api = new Uri(Environment.GetEnvironmentVariable("DISCORD_API") ?? "https://discord.com/api/v10");
using var rest = new HandWrittenRest(api, token);
await using var cluster = new Cluster(token, new ClusterOptions { Api = api });
cluster.AddHandler(new Pong(rest));
await cluster.RunAsync();
