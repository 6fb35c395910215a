using ModerationBot;
using Spectacles.Gateway;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

// MESSAGE_CONTENT is privileged: enable "Message Content Intent" for the bot in the developer portal.
string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN.");
var api = new Uri(Environment.GetEnvironmentVariable("DISCORD_API") ?? "https://discord.com/api/v10");
using var rest = new BotRest(token, new BotRestOptions { Api = api });
await using var cluster = new Cluster(token, new ClusterOptions { Api = api });
var guilds = new GuildDirectory(GuildDetails.Roles | GuildDetails.Channels);
var moderation = new Moderation(rest, TimeProvider.System);
cluster.Ready += shard => Console.WriteLine($"Shard {shard.Id} is READY.");
cluster.Error += error => Console.Error.WriteLine(error);
cluster
    .AddHandler(guilds)
    .AddHandler(new InviteFilter(guilds, moderation))
    .AddInteractions(rest, new InteractionOptions { RegisterCommands = true }, new WarnCommand(guilds, moderation));
await cluster.RunAsync();
