using SlashBot;
using Spectacles.Gateway;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

// A bot for people who cook together. It needs no intent: interactions are sent to every bot.
string token = Environment.GetEnvironmentVariable("DISCORD_TOKEN") ?? throw new InvalidOperationException("Set DISCORD_TOKEN.");
var api = new Uri(Environment.GetEnvironmentVariable("DISCORD_API") ?? "https://discord.com/api/v10");

// A simulated Discord serves uploaded files at its own address.
using var rest = new BotRest(token, new BotRestOptions { Api = api, DownloadOrigins = [api] });
var cookbook = new Cookbook();
var interactions = new InteractionDispatcher(
    rest,
    new InteractionOptions { TextsByLocale = GermanTexts.Find },
    new RecipeCommands(cookbook),
    new RecipeForm(cookbook),
    new RecipeImport(cookbook),
    new ShoppingList(cookbook),
    new DinnerPoll(),
    new DietMenu(),
    new CookingTimer(TimeProvider.System),
    new UnitSettings(),
    new Profiles());

// --deploy-commands registers the commands, and --diff-commands shows what would change. With neither, the bot starts.
if (await CommandRegistration.RunAsync(args, interactions) is { } exitCode)
{
    return exitCode;
}

await using var cluster = new Cluster(token, new ClusterOptions { Api = api });
cluster.Ready += shard => Console.WriteLine($"Shard {shard.Id} is READY.");
cluster.Error += error => Console.Error.WriteLine(error);
cluster.AddHandler(interactions);
await cluster.RunAsync();
return 0;
