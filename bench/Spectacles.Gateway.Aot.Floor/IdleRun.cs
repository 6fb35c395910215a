namespace Spectacles.Gateway.WholeProcess;

/// <summary>
/// An idle bot, which sends its presence once and then only heartbeats. Its memory is measured from outside, because code that measures
/// would be a part of it.
/// </summary>
internal static class IdleRun
{
    /// <summary>The interval of heartbeats, in milliseconds. The first one is sent within it, the second within two of them.</summary>
    public const int HeartbeatInterval = 2000;

    /// <summary>The time from IDENTIFY until its memory is measured. The bot has sent at least two heartbeats by then.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(2.5 * HeartbeatInterval);

    // The measurement ends the process before.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <param name="updatePresence">Sends the presence.</param>
    public static async Task RunAsync(Func<Task> updatePresence)
    {
        await updatePresence();
        await Task.Delay(Longest);
    }
}
