using System.Collections.Concurrent;
using Hostile.Tests.Server;

namespace Hostile.Tests;

/// <summary>The processes of bots. A process runs many scenarios in sequence, until it has failed or grown.</summary>
internal sealed class BotProcessSource : IDisposable
{
    private readonly ConcurrentBag<BotProcess> idle = [];

    // Compiles the code of the bot before the first scenario, not during it.
    private static readonly Scenario Rehearsal = new("Rehearsal", "None.", new Expected(Ending.Serves))
    {
        Socket =
        [
            [
                .. Steps.Greeting, Steps.Event("GUILD_CREATE", """{"id":"1","name":"x","members":[{}]}"""),
                Steps.Event("MESSAGE_CREATE", "5"), Steps.Pause, Steps.Reset,
            ],
            Steps.Greeting,
        ],
    };

    public async Task<Lease> TakeAsync(CancellationToken cancellationToken)
    {
        if (idle.TryTake(out var process))
        {
            return new Lease(this, process);
        }

        process = new BotProcess();
        await using var server = new HostileServer(Rehearsal);
        await process.CommandAsync($"attack {server.Api} 60", server, cancellationToken);
        await server.BecomeGoodAsync();
        await process.CommandAsync("recover", server, cancellationToken);
        await process.CommandAsync("stop", server, cancellationToken);
        return new Lease(this, process);
    }

    public void Dispose()
    {
        while (idle.TryTake(out var process))
        {
            process.Dispose();
        }
    }

    /// <summary>A process in use. It is ended unless it is released.</summary>
    internal sealed class Lease(BotProcessSource source, BotProcess process) : IDisposable
    {
        private bool isReleased;

        public BotProcess Process => process;

        public void Release(bool again)
        {
            if (again)
            {
                isReleased = true;
                source.idle.Add(process);
            }
        }

        public void Dispose()
        {
            if (!isReleased)
            {
                process.Dispose();
            }
        }
    }
}
