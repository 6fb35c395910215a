namespace Spectacles.Gateway.Pacing;

/// <summary>Calls for heartbeats: the first after a random part of the interval, so that a fleet does not beat in step, then one each interval.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#heartbeat-interval</remarks>
internal static class HeartbeatTimer
{
    /// <param name="interval">The interval that HELLO gave.</param>
    /// <param name="jitter">A number from 0 up to 1.</param>
    /// <param name="beat">Sends one; returns whether to go on.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The end of the connection.</param>
    public static async Task RunAsync(TimeSpan interval, double jitter, Func<ValueTask<bool>> beat, TimeProvider time, CancellationToken cancellationToken)
    {
        var wait = interval * jitter;
        do
        {
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = interval;
        }
        while (!cancellationToken.IsCancellationRequested && await beat().ConfigureAwait(false));
    }
}
