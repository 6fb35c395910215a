using Soak.Bot;
using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>One run: the gateway and the judge in this process, the bot in its own.</summary>
internal sealed class SoakRun(SoakOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HandlerPatience = TimeSpan.FromSeconds(5);
    private const int SessionStartsPerDay = 1000;
    private const int SessionStartsPerMinute = 40;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

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
            // The script destroys some 25 sessions a minute: a longer run is granted what that takes, and not much more.
            SessionStartLimit = Math.Max(SessionStartsPerDay, (int)(options.Length.TotalMinutes * SessionStartsPerMinute)),
            HeartbeatInterval = TimeSpan.FromSeconds(9),
            // A bot that a busy machine keeps waiting is not to lose its session for that.
            HeartbeatTolerance = 10,
            SessionLifetime = TimeSpan.FromMinutes(5),
            Seed = options.Seed,
            TimeProvider = ScaledTime.OfGateway,
        });
        var ledger = new Ledger(options.Shards);
        using var witness = new Witness(ledger);
        var memory = new Memory(options.WarmUp);
        string log = Environment.GetEnvironmentVariable("SOAK_LOG") ?? Path.Combine(folder, "bot.log");
        var bot = new BotProcess(
            new BotOptions(gateway.Api, gateway.Token, witness.Port, options.Shards, Path.Combine(folder, "sessions"), options.Sabotage),
            memory,
            log);
        var sessions = new SessionWatch(gateway);
        bot.Ended += sessions.NoteEnd;
        var traffic = new Traffic(ledger, sessions, options.Shards);
        var strikes = new Strikes(gateway, bot, sessions);
        var storm = new Storm(gateway, sessions, traffic, strikes, options);

        using var stop = new CancellationTokenSource();
        var running = bot.RunAsync(stop.Token);
        await UntilAsync(() => sessions.Look().Count == options.Shards, Patience);
        long begin = TimeProvider.System.GetTimestamp();
        using (var calm = new CancellationTokenSource(options.Length, TimeProvider.System))
        {
            await Task.WhenAll(traffic.RunAsync(calm.Token), storm.RunAsync(calm.Token));
        }

        var length = TimeProvider.System.GetElapsedTime(begin);
        await storm.EndAsync();
        await DrainAsync(ledger, sessions);
        sessions.Look();
        await stop.CancelAsync();
        await running;
        var verdict = new Verdict(options, length, gateway, ledger, sessions, storm, strikes, memory, bot);
        verdict.Print();
        return verdict.Failures.Length == 0 ? 0 : 1;
    }

    /// <summary>Waits until everything has been handled, or until nothing more is.</summary>
    private static async Task DrainAsync(Ledger ledger, SessionWatch sessions)
    {
        long last = TimeProvider.System.GetTimestamp();
        long handled = -1;
        while (ledger.Missing(sessions.IsLost).Sum() > 0)
        {
            var patience = ledger.Missing(sessions.IsAwaited).Sum() > 0 ? DrainPatience : HandlerPatience;
            if (TimeProvider.System.GetElapsedTime(last) > patience)
            {
                return;
            }

            if (ledger.Handled != handled)
            {
                (handled, last) = (ledger.Handled, TimeProvider.System.GetTimestamp());
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }

    private static async Task UntilAsync(Func<bool> condition, TimeSpan patience)
    {
        long begin = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(begin) > patience)
            {
                throw new TimeoutException("The bot did not come up.");
            }

            await Task.Delay(Look, TimeProvider.System);
        }
    }
}
