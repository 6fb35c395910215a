using Spectacles.Gateway;
using Spectacles.Gateway.MinimalBots;

await using var cluster = new Cluster(Environment.GetEnvironmentVariable("DISCORD_TOKEN")!);
await cluster.AddHandler(new MessageReader()).RunAsync();
