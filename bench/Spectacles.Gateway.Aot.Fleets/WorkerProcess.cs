using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Fleets;

/// <summary>A worker in a process of its own.</summary>
internal static class WorkerProcess
{
    public static async Task RunAsync(string nats, (FleetPlan Plan, int Replicas) fleet)
    {
        await using var engine = await NatsEngine.ConnectAsync(Plans.Options(nats, fleet.Plan, fleet.Replicas, NatsRole.Worker));
        var handler = new MessageTimes(fleet.Plan.ShardCount);
        await using var worker = new FleetWorker(engine, new FleetWorkerOptions { Group = "main" });
        worker.AddHandler(handler);
        worker.Dispatcher.Error += error => Console.Error.WriteLine(error);
        await worker.StartAsync();
        Commands.Obey(handler.Clear, handler.Read);
    }
}
