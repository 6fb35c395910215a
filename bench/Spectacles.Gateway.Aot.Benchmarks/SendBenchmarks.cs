using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>Measures sending a command to an in-memory connection, below the limit of 120 in a minute.</summary>
public class SendBenchmarks
{
    private const int Commands = 100;
    private readonly MemoryWire bare = new(compressed: false);
    private readonly UpdatePresence presence = new(BotStatus.Online, new BotActivity("with fire"));
    private readonly RequestGuildMembers members = RequestGuildMembers.ByName(840000000000000001, "ann");
    private readonly PlainCommand<PlainPresence> plain = PlainPresence.Command;
    private MemoryBot bot = null!;

    [GlobalSetup]
    public Task StartAsync()
    {
        bot = new MemoryBot(new MemoryWire(compressed: false));
        return bot.StartAsync();
    }

    [GlobalCleanup]
    public Task StopAsync() => bot.StopAsync();

    /// <summary>The baseline: no rate limit, order, size check or deadline.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Commands)]
    public async Task SerializeAndSend()
    {
        for (int i = 0; i < Commands; i++)
        {
            await bare.SendAsync(JsonSerializer.SerializeToUtf8Bytes(plain, PlainJson.Options), CancellationToken.None);
        }
    }

    [Benchmark(OperationsPerInvoke = Commands)]
    public async Task Presence()
    {
        bot.PassWindow();
        for (int i = 0; i < Commands; i++)
        {
            await bot.Shard.SendAsync(presence);
        }
    }

    [Benchmark(OperationsPerInvoke = Commands)]
    public async Task Members()
    {
        bot.PassWindow();
        for (int i = 0; i < Commands; i++)
        {
            await bot.Shard.SendAsync(members);
        }
    }
}
