using FleetSoak.Fleet;
using Spectacles.Gateway.Testing;

namespace FleetSoak.Judge;

/// <summary>The faults of a round. Each ends what it has begun: a process that was killed is started again.</summary>
internal sealed class FaultCatalogue
{
    /// <summary>Longer than a lease, so that others take the groups of a node.</summary>
    private static readonly TimeSpan PastLease = TimeSpan.FromSeconds(18);

    /// <summary>The age from which a node owns groups.</summary>
    private static readonly TimeSpan OwnsGroups = TimeSpan.FromSeconds(6);

    /// <summary>Twice the time between two saves of the sessions of a node.</summary>
    private static readonly TimeSpan SaveTime = TimeSpan.FromSeconds(10);

    /// <summary>Longer than the time between two notes of a shard's sequence.</summary>
    private static readonly TimeSpan NoteTime = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan SlowCall = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan SlowTime = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan ClockTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Bot bot;
    private readonly NatsServers nats;
    private int drains;

    /// <param name="bot">The bot with the processes and the connections.</param>
    /// <param name="nats">The servers, which it shares with another one.</param>
    /// <param name="sabotage">The defect that the faults have to show; all faults are used if there is none.</param>
    public FaultCatalogue(Bot bot, NatsServers nats, SabotageKind sabotage)
    {
        (this.bot, this.nats) = (bot, nats);
        var (nodes, workers) = (bot.Nodes, bot.Workers);
        FaultKind[] all =
        [
            new("node-kill", random => OnAsync(nodes, random, random.Next(2) == 0 ? KillAsync : KillAfterSaveAsync)),
            new("node-kill-past-lease", random => OnAsync(nodes, random, (node, _) => KillAsync(node, PastLease))),
            new("node-terminate", random => OnAsync(nodes, random, TerminateAsync)),
            new("node-suspend-past-lease", random => OnAsync(nodes, random, SuspendAsync, OwnsGroups)),
            new("node-drain", random => OnAsync([nodes[drains++ % nodes.Count]], random, DrainAsync)),
            new("worker-kill", random => OnAsync(workers, random, KillAsync)),
            new("worker-terminate", random => OnAsync(workers, random, TerminateAsync)),
            new("worker-suspend", random => OnAsync(workers, random, SuspendWorkerAsync)),
            new("worker-slow", random => OnAsync(workers, random, SlowAsync)),
            new("clock-jump", MoveClocksAsync),
            new("nats-kill", KillNatsAsync),
            new("reconnect", random => OnConnectionsAsync(random, connection => connection.RequestReconnect())),
            new("drop", random => OnConnectionsAsync(random, connection => connection.Drop())),
        ];
        FaultKind late = new("node-kill-late", random => OnAsync(nodes, random, KillLateAsync));
        FaultKind[] breach = [new("double-connection", _ => UntilDoubleAsync())];
        All = sabotage switch
        {
            SabotageKind.Ack => [.. Enumerable.Repeat(late, nodes.Count)],
            SabotageKind.Fence => [all.Single(kind => kind.Name == "node-suspend-past-lease")],
            SabotageKind.Lease => breach,
            _ => all,
        };
    }

    public IReadOnlyList<FaultKind> All { get; }

    /// <summary>The processes that did not end after SIGTERM, and were killed.</summary>
    public List<string> Stuck { get; } = [];

    private static TimeSpan Seconds(Random random, int least, int most) =>
        TimeSpan.FromMilliseconds(random.Next(least * 1000, most * 1000));

    private static Task WaitAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System);

    /// <summary>Disturbs one process that no other fault disturbs.</summary>
    /// <param name="processes">The processes.</param>
    /// <param name="random">Chooses one.</param>
    /// <param name="disturb">What happens to it.</param>
    /// <param name="age">The time for which it must have been ready.</param>
    private static async Task OnAsync(
        IReadOnlyList<ChildProcess> processes, Random random, Func<ChildProcess, Random, Task> disturb, TimeSpan age = default)
    {
        int first = random.Next(processes.Count);

        // Each fault has a sequence of its own, so that one that waits does not change the others.
        var own = new Random(random.Next());
        while (true)
        {
            var free = Enumerable.Range(first, processes.Count).Select(i => processes[i % processes.Count])
                .FirstOrDefault(one => one is { IsDisturbed: false, IsReady: true } && one.Age >= age);
            if (free is null)
            {
                await WaitAsync(Pause);
                continue;
            }

            free.IsDisturbed = true;
            Storm.Say($"  on {free.Name}");
            try
            {
                await disturb(free, own);
            }
            finally
            {
                free.IsDisturbed = false;
            }

            return;
        }
    }

    private static Task KillAsync(ChildProcess process, Random random) => KillAsync(process, Seconds(random, 1, 4));

    /// <summary>
    /// Kills a node when it has just saved where a successor resumes its sessions: what is not stored then, although it counts as stored,
    /// is lost. At another time a successor resumes earlier, and Discord sends it again.
    /// </summary>
    private static async Task KillAfterSaveAsync(ChildProcess node, Random random)
    {
        if (!node.IsCli)
        {
            await node.WhenSavedAsync(SaveTime);
        }

        await KillAsync(node, random);
    }

    /// <summary>The same after a while, in which each shard has noted its sequence for the save.</summary>
    private static async Task KillLateAsync(ChildProcess node, Random random)
    {
        await WaitAsync(NoteTime);
        await KillAfterSaveAsync(node, random);
    }

    private static async Task KillAsync(ChildProcess process, TimeSpan pause)
    {
        await process.KillAsync();
        await WaitAsync(pause);
        process.Start();
    }

    private static async Task SuspendAsync(ChildProcess process, Random random)
    {
        await process.SignalAsync("STOP");
        await WaitAsync(PastLease + Seconds(random, 0, 3));
        await process.SignalAsync("CONT");
    }

    private static async Task SuspendWorkerAsync(ChildProcess process, Random random)
    {
        await process.SignalAsync("STOP");
        await WaitAsync(Seconds(random, 6, 10));
        await process.SignalAsync("CONT");
    }

    /// <summary>Its calls take so long that it reaches its limit, and the log grows faster than it reads.</summary>
    private static async Task SlowAsync(ChildProcess process, Random random)
    {
        await process.TellAsync(NumberHandler.Take(SlowCall));
        await WaitAsync(SlowTime);
        await process.TellAsync(NumberHandler.Take(TimeSpan.Zero));
    }

    /// <summary>
    /// The time of day of each process moves by up to two hours in either direction, and back. A process that starts meanwhile has the
    /// right time.
    /// </summary>
    private async Task MoveClocksAsync(Random random)
    {
        ChildProcess[] processes = [.. bot.Processes.Where(one => !one.IsCli)];
        foreach (var process in processes)
        {
            await process.TellAsync(JumpingClock.To(TimeSpan.FromSeconds(random.Next(-7200, 7200))));
        }

        await WaitAsync(ClockTime);
        foreach (var process in processes)
        {
            await process.TellAsync(JumpingClock.To(TimeSpan.Zero));
        }
    }

    /// <summary>Waits until the node that has been told that the fleet has sessions has done what it must not.</summary>
    private async Task UntilDoubleAsync()
    {
        for (var left = PastLease; left > TimeSpan.Zero && bot.Watch.Doubles.Count == 0; left -= Pause)
        {
            await WaitAsync(Pause);
        }
    }

    private async Task TerminateAsync(ChildProcess process, Random random)
    {
        try
        {
            await process.TerminateAsync();
        }
        catch (TimeoutException)
        {
            Stuck.Add(process.Name);
            await process.KillAsync();
        }

        await WaitAsync(Seconds(random, 1, 4));
        process.Start();
    }

    private async Task DrainAsync(ChildProcess process, Random random)
    {
        await Task.WhenAll(process.DrainAsync(), WaitAsync(DrainTime));
        await TerminateAsync(process, random);
    }

    private async Task KillNatsAsync(Random random)
    {
        int number = random.Next(nats.Count);
        var pause = Seconds(random, 5, 30);
        Storm.Say($"  for {pause.TotalSeconds:0.0} s");
        await nats.KillAsync(number);
        await WaitAsync(pause);
        await nats.StartAsync(number);
    }

    private Task OnConnectionsAsync(Random random, Action<SimulatedConnection> disturb)
    {
        foreach (
            var connection in bot.Gateway.Connections
                .Where(connection => connection.Session is not null)
                .OrderBy(connection => connection.Id)
                .Where(_ => random.Next(2) == 0)
                .ToList())
        {
            disturb(connection);
        }

        return Task.CompletedTask;
    }
}
