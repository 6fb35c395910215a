using System.Collections.Concurrent;

namespace Hostile.Tests;

/// <summary>Bots' processes. One lives through many scenarios, one after the other, until it has failed or grown.</summary>
internal sealed class BotProcessSource : IDisposable
{
    private readonly ConcurrentBag<BotProcess> idle = [];

    public Lease Take() => new(this, idle.TryTake(out var process) ? process : new BotProcess());

    public void Dispose()
    {
        while (idle.TryTake(out var process))
        {
            process.Dispose();
        }
    }

    /// <summary>A process in use. It ends unless it is released.</summary>
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
