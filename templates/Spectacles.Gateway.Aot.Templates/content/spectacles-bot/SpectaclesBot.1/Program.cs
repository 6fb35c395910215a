using Spectacles.Gateway;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;
using SpectaclesBot._1;

string? token = Environment.GetEnvironmentVariable("DISCORD_TOKEN");
if (string.IsNullOrEmpty(token))
{
    Console.Error.WriteLine("DISCORD_TOKEN is not set. Copy the token of the bot from https://discord.com/developers/applications.");
    return 78;
}

// DISCORD_API is the address of a simulated Discord, for tests.
var api = BotRest.DiscordApi;
if (Environment.GetEnvironmentVariable("DISCORD_API") is { Length: > 0 } text && !Uri.TryCreate(text, UriKind.Absolute, out api))
{
    Console.Error.WriteLine($"DISCORD_API is not an address such as http://127.0.0.1:4000/api/v10: {text}");
    return 78;
}

try
{
    using var rest = new BotRest(token, new BotRestOptions { Api = api });
    await using var cluster = new Cluster(token, new ClusterOptions { Api = api });
    cluster.Ready += shard => Console.WriteLine($"Shard {shard.Id} is READY.");
    cluster.Error += error => Console.Error.WriteLine(error);
    cluster.AddInteractions(rest, new InteractionOptions { RegisterCommands = true }, new Ping());
    await cluster.RunAsync(); // until Ctrl+C or SIGTERM
    return 0;
}
catch (Exception error) when (error is GatewayException or ArgumentException)
{
    // The listener has written what ended the connection.
    if (error is not GatewayClosedException)
    {
        Console.Error.WriteLine(error.Message);
    }

    // 78: the token, an intent or another setting is wrong, and a restart does not help.
    return error is GatewayException { IsConfigurationError: false } ? 1 : 78;
}
