using System.Globalization;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Fleets;

/// <summary>How long the shards of a node that ends have no events at the worker.</summary>
/// <param name="nats">The address of NATS.</param>
/// <param name="replicas">The number of servers.</param>
internal sealed class GroupMoves(string nats, int replicas)
{
    private const int Shards = 64;

    /// <summary>In events per second: each shard has one every 32 ms.</summary>
    private const int Rate = 2_000;

    public async Task MeasureAsync(int rounds)
    {
        foreach (string how in (string[])["SIGTERM", "SIGKILL"])
        {
            List<double> gaps = [];
            for (int round = 0; round < rounds; round++)
            {
                gaps.Add(await MeasureAsync(isKilled: how == "SIGKILL"));
            }

            gaps.Sort();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {replicas} server(s), {Shards} shards, {how}: longest gap of a shard, ms | {gaps[gaps.Count / 2]:0} | "
                + $"{gaps[0]:0} to {gaps[^1]:0} |"));
        }
    }

    private async Task<double> MeasureAsync(bool isKilled)
    {
        var plan = Plans.New(Shards);
        string given = Plans.Write(plan, replicas);
        await using var creating = await NatsEngine.ConnectAsync(Plans.Options(nats, plan, replicas, NatsRole.Node));
        await using var gateway = await Messages.StartGatewayAsync(Shards);
        await using var worker = new ChildProcess("worker", nats, given);
        await worker.ReadyAsync();
        await using var first = new ChildProcess("node", gateway.Api.ToString(), nats, given, "one");
        await first.ReadyAsync();
        await using var second = new ChildProcess("node", gateway.Api.ToString(), nats, given, "two");
        await second.ReadyAsync();
        while ((await first.FiguresAsync())["groups"] is not > 0 || (await second.FiguresAsync())["groups"] is not > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        var sessions = await Messages.SessionsAsync(gateway, Shards);
        await worker.StartAsync();
        await Messages.SendAsync(sessions, Rate, TimeSpan.FromSeconds(2));
        await worker.StartAsync();
        var sending = Messages.SendAsync(sessions, Rate, TimeSpan.FromSeconds(isKilled ? 35 : 8));
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        if (isKilled)
        {
            first.Kill();
        }
        else
        {
            first.Terminate();
        }

        int sent = await sending;
        Dictionary<string, double> figures;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            figures = await worker.FiguresAsync();
        }
        while (figures["events"] < sent);

        if (gateway.Sessions.Count != Shards)
        {
            throw new InvalidOperationException("A shard has started a new session instead of resuming the old one.");
        }

        return figures["gap_ms"];
    }
}
