using System.Globalization;
using Spectacles.Gateway.Fleets;
using Spectacles.Gateway.Nats.Tests;

switch (args)
{
    case ["rates", .. var which]:
        await RatesAsync(which);
        return 0;
    case ["moves", .. var which]:
        await MovesAsync(which);
        return 0;
    case ["memory", .. var which]:
        await WorkerMemory.MeasureAsync(which.Contains("quick") ? 1 : 3);
        return 0;
    case ["node", var api, var nats, var plan, var name]:
        await NodeProcess.RunAsync(new Uri(api), nats, Plans.Read(plan), name);
        return 0;
    case ["worker", var nats, var plan]:
        await WorkerProcess.RunAsync(nats, Plans.Read(plan));
        return 0;
    case ["bare", var api, var handling]:
        await BareProcess.RunAsync(new Uri(api), isHandled: handling == "handled");
        return 0;
    case ["hearing", var shards]:
        await WorkerMemory.RunAsync(int.Parse(shards, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("""
            usage:
              rates [cluster] [quick] [shards=N]   costs and delays of an event through node, NATS and worker, compared with a bare cluster
              moves [cluster] [quick]              the gap of a hand-over, and the time of a take-over after kill -9
              memory [quick]                       memory of a worker that hears 16,000 shards
            """);
        return 2;
}

static async Task RatesAsync(string[] which)
{
    int shards = which.FirstOrDefault(word => word.StartsWith("shards=", StringComparison.Ordinal)) is { } given
        ? int.Parse(given.AsSpan("shards=".Length), CultureInfo.InvariantCulture)
        : 16;
    await EachAsync(which, (url, replicas) => new EventRates(url, replicas, shards, which.Contains("quick")).MeasureAsync());
}

static Task MovesAsync(string[] which) =>
    EachAsync(which, (url, replicas) => new GroupMoves(url, replicas).MeasureAsync(which.Contains("quick") ? 1 : 3));

static async Task EachAsync(string[] which, Func<string, int, Task> measure)
{
    if (!which.Contains("cluster"))
    {
        await using var server = await NatsServer.StartAsync();
        await measure(server.Url, 1);
    }

    if (which.Contains("cluster") || !which.Contains("quick"))
    {
        await using var cluster = await NatsCluster.StartAsync();
        await measure(cluster.Urls, 3);
    }
}
