namespace Spectacles.Gateway.WholeProcess;

/// <summary>
/// Measures the memory of an idle bot some seconds after READY, when it has sent its presence once and at least two heartbeats.
/// </summary>
internal static class IdleRun
{
    /// <summary>The interval of heartbeats, in milliseconds. The first one is sent within it, the second within two of them.</summary>
    public const int HeartbeatInterval = 2000;

    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(2.5 * HeartbeatInterval);

    /// <param name="updatePresence">Sends the presence.</param>
    public static async Task RunAsync(Func<Task> updatePresence)
    {
        await updatePresence();
        await Task.Delay(Settling);
        new CostMeter().Stop(1);
    }
}
