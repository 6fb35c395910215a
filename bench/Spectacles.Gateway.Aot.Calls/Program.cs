using System.Globalization;
using Spectacles.Gateway;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.WholeProcess;

switch (args)
{
    case ["calls", var kind, var address, var rounds]:
        await Calls.RunAsync(kind, Api(address), int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["bot", var address]:
        using (var rest = new BotRest(Calls.Token, new BotRestOptions { Api = Api(address) }))
        await using (var cluster = new Cluster(Calls.Token, new ClusterOptions { Api = Api(address) }))
        {
            await cluster.AddInteractions(rest, new Commands()).RunAsync();
        }

        return 0;
    default:
        Console.Error.WriteLine("""
            usage:
              calls KIND ADDRESS ROUNDS    KIND: message, answer
              bot ADDRESS
            """);
        return 2;
}

static Uri Api(string address) => new($"{address}/api/v10");
