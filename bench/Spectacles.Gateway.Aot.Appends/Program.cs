using System.Globalization;
using Spectacles.Gateway.Appends;
using Spectacles.Gateway.Nats.Tests;

switch (args)
{
    case ["rates", .. var which]:
        await RatesAsync(syncAlways: which.Contains("sync"), clusterOnly: which.Contains("cluster"), quick: which.Contains("quick"));
        return 0;
    case ["changes", var rounds]:
        await FenceChanges.RunAsync(int.Parse(rounds, CultureInfo.InvariantCulture));
        return 0;
    case ["costs"]:
        await ClientCosts.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("""
            usage:
              rates [cluster] [sync] [quick]   rate and latency of appends, by their condition
              changes ROUNDS                   appends of a former owner while another process takes its shards
              costs                            bytes and processor time of a publish in the client
            """);
        return 2;
}

static async Task RatesAsync(bool syncAlways, bool clusterOnly, bool quick)
{
    if (!clusterOnly)
    {
        await using var server = await NatsServer.StartAsync(new NatsServerSettings { SyncAlways = syncAlways });
        await MeasureAsync(1, server.Url, quick);
    }

    await using var cluster = await NatsCluster.StartAsync(syncAlways);
    await MeasureAsync(3, cluster.Urls, quick);
}

static async Task MeasureAsync(int replicas, string url, bool quick)
{
    int[] inFlight = quick ? [1, 64] : [1, 2, 8, 64, 512];
    foreach (int bytes in (int[])[32 * 1024, 1024])
    {
        foreach (int number in inFlight)
        {
            foreach (var expectation in Enum.GetValues<Expectation>())
            {
                await using var connection = await NatsServer.ConnectAsync(url);
                var result = await new LoadRun(connection, new Load(replicas, expectation, number, bytes)).RunAsync();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"R{replicas} {bytes,6} B {number,4} in flight {expectation,-11} {result}"));
            }
        }
    }
}
