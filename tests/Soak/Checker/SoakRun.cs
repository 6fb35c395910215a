using Soak.Bot;
using Spectacles.Gateway.Testing;

namespace Soak.Checker;

/// <summary>A run: the gateway and the checker are in this process, the bot is in another one.</summary>
internal sealed class SoakRun(SoakOptions options)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HandlerTimeout = TimeSpan.FromSeconds(5);
    private const int SessionStartsPerDay = 1000;
    private const int SessionStartsPerMinute = 40;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("soak");
        try
        {
            return await RunAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<int> RunAsync(string folder)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions
        {
            Guilds = options.Shards,
            PeoplePerGuild = 2,
            RecommendedShards = options.Shards,
            MaxConcurrency = 1,
            // The faults destroy some 25 sessions a minute, so a longer run gets a larger limit.
            SessionStartLimit = Math.Max(SessionStartsPerDay, (int)(options.Length.TotalMinutes * SessionStartsPerMinute)),
            HeartbeatInterval = TimeSpan.FromSeconds(9),
            // On a busy machine, late heartbeats must not end the session.
            HeartbeatTolerance = 10,
            SessionLifetime = TimeSpan.FromMinutes(5),
            Seed = options.Seed,
            TimeProvider = ScaledTime.OfGateway,
        });
        var ledger = new Ledger(options.Shards);
        using var listener = new ReportListener(ledger);
        var memory = new MemoryUse(options.WarmUp);
        string log = Environment.GetEnvironmentVariable("SOAK_LOG") ?? Path.Combine(folder, "bot.log");
        var bot = new BotProcess(
            new BotOptions(gateway.Api, gateway.Token, listener.Port, options.Shards, Path.Combine(folder, "sessions"), options.Sabotage),
            memory,
            log);
        var sessions = new SessionTracker(gateway);
        bot.Ended += sessions.NoteEnd;
        var traffic = new Traffic(ledger, sessions, options.Shards);
        var faults = new FaultCatalogue(gateway, bot, sessions);
        var schedule = new FaultSchedule(gateway, sessions, traffic, faults, options);

        using var stop = new CancellationTokenSource();
        var running = bot.RunAsync(stop.Token);
        await WaitUntilAsync(() => sessions.Update().Count == options.Shards, StartTimeout);
        long begin = TimeProvider.System.GetTimestamp();
        using (var end = new CancellationTokenSource(options.Length, TimeProvider.System))
        {
            await Task.WhenAll(traffic.RunAsync(end.Token), schedule.RunAsync(end.Token));
        }

        var length = TimeProvider.System.GetElapsedTime(begin);
        await schedule.EndAsync();
        await DrainAsync(ledger, sessions);
        sessions.Update();
        await stop.CancelAsync();
        await running;
        var result = new SoakResult(options, length, gateway, ledger, sessions, schedule, faults, memory, bot);
        result.Print();
        return result.Failures.Length == 0 ? 0 : 1;
    }

    /// <summary>Waits until all events have been handled, or until no more are handled for a time.</summary>
    private static async Task DrainAsync(Ledger ledger, SessionTracker sessions)
    {
        long last = TimeProvider.System.GetTimestamp();
        long handled = -1;
        while (ledger.CountUnhandled(sessions.IsLost).Sum() > 0)
        {
            var timeout = ledger.CountUnhandled(sessions.IsAwaited).Sum() > 0 ? DrainTimeout : HandlerTimeout;
            if (TimeProvider.System.GetElapsedTime(last) > timeout)
            {
                return;
            }

            if (ledger.Handled != handled)
            {
                (handled, last) = (ledger.Handled, TimeProvider.System.GetTimestamp());
            }

            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    private static async Task WaitUntilAsync(Func<bool> condition, TimeSpan timeout)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > timeout)
            {
                throw new TimeoutException("The shards of the bot have no sessions after the start.");
            }

            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }
}
