using System.Collections.Concurrent;

namespace HostedHandlers;

/// <summary>What handlers have seen.</summary>
public sealed class LibraryLog
{
    public ConcurrentQueue<string> Lines { get; } = new();

    public void Add(string line) => Lines.Enqueue(line);
}
