using PingBot;
using Spectacles.Gateway;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

if (args is ["--help" or "-h" or "-?"])
{
    Console.WriteLine(BotOptions.Usage);
    return 0;
}

if (!BotOptions.TryParse(args, Environment.GetEnvironmentVariable, out var options, out string? problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}

try
{
    using var rest = new BotRest(options.Token, new BotRestOptions { Api = options.Api });
    await using var cluster = new Cluster(options.Token, new ClusterOptions { Api = options.Api });
    var bot = new BotUser();
    var replies = new ReplyCount();

    // A short outage is over before Discord's 3 seconds: what was asked meanwhile is answered.
    var interactions = new InteractionOptions { RegisterCommands = true, HandleReplayed = true };
    cluster
        .AddInteractions(rest, interactions, new PingCommand(replies))
        .AddHandler(bot)
        .AddHandler(new PingMention(rest, bot, replies))
        .AddHandler(new Greeter());
    if (options.MessageContent)
    {
        cluster.AddHandler(new PingText(rest, replies));
    }

    if (options.Presences)
    {
        cluster.AddHandler(new OnlineCounter());
    }

    cluster.Error += error => Console.Error.WriteLine(error);
    await new StatusReport(cluster, replies).RunAsync(options.Time);
    return 0;
}
catch (Exception e) when (e is GatewayException or ArgumentException)
{
    // ArgumentException: the token is invalid. Its message ends with the parameter name, which means nothing to a user.
    Console.Error.WriteLine($"error: {e.Message.Replace(" (Parameter 'token')", "", StringComparison.Ordinal)}");
    return 1;
}
