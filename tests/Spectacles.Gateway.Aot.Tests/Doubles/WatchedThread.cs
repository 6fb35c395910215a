namespace Spectacles.Gateway.Tests;

/// <summary>The current thread of the system, as another one sees it.</summary>
internal sealed class WatchedThread
{
    private readonly Thread thread = Thread.CurrentThread;
    private readonly string stat = $"{File.ResolveLinkTarget("/proc/thread-self", returnFinalTarget: false)?.FullName}/stat";

    public bool IsAlive => thread.IsAlive;

    /// <summary>Waits until the thread waits in a system call of its own, and not for work.</summary>
    public Task BlockedAsync() => LiveGateway.UntilAsync(() =>
    {
        if (thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
        {
            return false;
        }

        string line = File.ReadAllText(stat);
        return line[line.LastIndexOf(')')..].StartsWith(") S", StringComparison.Ordinal);
    });
}
