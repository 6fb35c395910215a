using PingBot;
using Spectacles.Gateway;

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
    using var rest = new DiscordRest(options.Api, options.Token);
    await using var cluster = new Cluster(options.Token, new ClusterOptions { Api = options.Api });
    var bot = new BotUser();
    cluster
        .AddHandler(new CommandRegistration(rest, bot))
        .AddHandler(new PingCommand(rest))
        .AddHandler(new PingMention(rest, bot))
        .AddHandler(new Greeter());
    if (options.MessageContent)
    {
        cluster.AddHandler(new PingText(rest));
    }

    if (options.Presences)
    {
        cluster.AddHandler(new OnlineCounter());
    }

    cluster.Error += error => Console.Error.WriteLine(error);
    await new StatusReport(cluster, rest).RunAsync(options.Time);
    return 0;
}
catch (Exception e) when (e is GatewayException or ArgumentException)
{
    // ArgumentException: the token is invalid. Its message ends with the parameter name, which means nothing to a user.
    Console.Error.WriteLine($"error: {e.Message.Replace(" (Parameter 'token')", "", StringComparison.Ordinal)}");
    return 1;
}
