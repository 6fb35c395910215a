using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Fleets;

/// <summary>A node in a process of its own.</summary>
internal static class NodeProcess
{
    public static async Task RunAsync(Uri api, string nats, (FleetPlan Plan, int Replicas) fleet, string name)
    {
        await using var engine = await NatsEngine.ConnectAsync(Plans.Options(nats, fleet.Plan, fleet.Replicas, NatsRole.Node));
        await using var node = new FleetNode(engine, BareProcess.Token, new FleetNodeOptions
        {
            Name = name,
            Intents = BareProcess.Intents,
            Cluster = new ClusterOptions { Api = api },
        });
        node.Cluster.Error += error => Console.Error.WriteLine(error);
        var running = node.RunAsync();
        long events = 0;
        long records = 0;
        var obeying = Task.Run(() => Commands.Obey(
            () =>
            {
                var status = node.GetStatus();
                (events, records) = (status.EventsStored, status.RecordsStored);
            },
            () =>
            {
                var status = node.GetStatus();
                return new()
                {
                    ["events"] = status.EventsStored - events,
                    ["records"] = status.RecordsStored - records,
                    ["groups"] = status.Groups.Count,
                    ["ready"] = status.ShardsReady,
                };
            }));
        await await Task.WhenAny(running, obeying);
    }
}
