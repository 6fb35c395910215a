using Microsoft.Extensions.Logging;

namespace Spectacles.Gateway;

/// <content>Running the bot until it is stopped, and stopping it.</content>
public sealed partial class Cluster
{
    /// <summary>
    /// Runs the bot until the process is asked to stop: spawns unless already spawned, serves, and stops gracefully on SIGINT (Ctrl+C),
    /// on SIGTERM, or when the token is canceled. <see cref="ClusterOptions.HandleSignals"/> leaves the signals to a host.
    /// </summary>
    /// <param name="cancellationToken">Stops the cluster gracefully.</param>
    /// <remarks>
    /// Returns within <see cref="ClusterOptions.StopTimeout"/> after the signal. A second signal that arrives a second or more after the
    /// first one ends the process at once. One that arrives sooner is treated as a duplicate of the first.
    /// </remarks>
    /// <exception cref="GatewayException">The API refused the request, or a shard was closed permanently.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        using var run = new RunToken(options.HandleSignals, cancellationToken);
        await RunUntilAsync(run.Token).ConfigureAwait(false);
    }

    /// <summary>
    /// Stops gracefully, within <see cref="ClusterOptions.StopTimeout"/>. Dispatches no more events, saves the sessions, waits for
    /// handlers, and saves their progress. Then cancels the token of the remaining handlers and closes the connections.
    /// </summary>
    /// <remarks>
    /// Completes within the deadline, whatever the user's code does. Unfinished work, such as a handler that blocks its thread or a session
    /// store that does not answer, is reported once, as <see cref="GatewayErrorKind.Stop"/>. Such work may still run, on threads that do
    /// not keep the process alive. A handler can await this method: from then on, the handler that calls it counts as finished. Do not call
    /// it from a task that a handler started and did not await: once that handler has finished, another call may be counted as finished
    /// instead (docs/decisions/0011).
    /// </remarks>
    /// <param name="cancellationToken">Cancels the wait. The stop continues.</param>
    public Task StopAsync(CancellationToken cancellationToken = default) =>
        StopOnceAsync(waitsForHandlers: true, null).WaitAsync(cancellationToken);

    /// <summary>
    /// Stops at once: dispatches no more events, cancels the handlers' token without waiting for handlers, and closes every shard.
    /// </summary>
    /// <param name="keepSessions">
    /// Whether the sessions are kept, so that another process can resume them if the <see cref="ClusterOptions.SessionStore"/> outlives
    /// this process. False ends them.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait. The stop continues.</param>
    /// <remarks>
    /// A stop that is already in progress continues as it was requested. Completes within <see cref="ClusterOptions.StopTimeout"/>, as
    /// <see cref="StopAsync"/> does.
    /// </remarks>
    public Task KillAsync(bool keepSessions = false, CancellationToken cancellationToken = default) =>
        StopOnceAsync(waitsForHandlers: false, keepSessions).WaitAsync(cancellationToken);

    /// <summary>
    /// Stops as <see cref="StopAsync"/> does, or waits for the stop in progress, and removes the cluster from the gateway's registry.
    /// Completes within the same deadline, and can be called from anywhere.
    /// </summary>
    public ValueTask DisposeAsync()
    {
        lock (gate)
        {
            layout.ExcuseCaller();
            disposing ??= DisposeCoreAsync();
        }

        return new ValueTask(disposing);
    }

    private async Task RunUntilAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SpawnOrJoinAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
            when (
                e is OperationCanceledException
                    ? cancellationToken.IsCancellationRequested
                    : e is GatewayStoppedException or InvalidOperationException && stop is not null)
        {
            // The cluster was stopped before it had spawned.
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            return;
        }

        await Completion.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await Completion.ConfigureAwait(false);
    }

    private Task SpawnOrJoinAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return spawning ?? SpawnAsync(cancellationToken);
        }
    }

    private async Task DisposeCoreAsync()
    {
        try
        {
            if (await StopOnceAsync(waitsForHandlers: true, null).ConfigureAwait(false))
            {
                await layout.Watching.ConfigureAwait(false);
                handlerStop.Dispose();
            }
        }
        finally
        {
            telemetry.Dispose();
            GatewayRegistry.Leave(Gateway);
        }
    }

    private Task<bool> StopOnceAsync(bool waitsForHandlers, bool? keepSessions)
    {
        lock (gate)
        {
            layout.ExcuseCaller();
            return stop ??= StopCoreAsync(waitsForHandlers, keepSessions);
        }
    }

    private Task FailAsync(Exception failure)
    {
        completion.TrySetException(failure);
        return StopAsync(CancellationToken.None);
    }

    /// <returns>Whether everything has ended.</returns>
    private async Task<bool> StopCoreAsync(bool waitsForHandlers, bool? keepSessions)
    {
        using var room = new PoolRoom(layout.Shards.Count);
        using var window = new StopWindow(options.StopTimeout, waitsForHandlers, Time);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var begun = WriteAsync(
            logger => Log.Stopping(logger, layout.Shards.Count, options.StopTimeout.TotalSeconds), after: Task.CompletedTask);
        handlers.Listeners.End(
            completion.Task.Exception?.InnerException as GatewayException
                ?? new GatewayStoppedException("The cluster is stopping; no more events will be received."));
        var left = await layout.StopAsync(window, keepSessions, CancelHandlersAsync).ConfigureAwait(false);
        await left.ReportAsync(Errors, window, isLast: true).ConfigureAwait(false);
        await window.UntilTheEndAsync(WriteAsync(Log.Stopped, after: begun)).ConfigureAwait(false);
        completion.TrySetResult();
        _ = completion.Task.Exception;
        return left.IsEmpty;
    }

    private async Task WriteAsync(Action<ILogger> message, Task after)
    {
        // A logger that blocks must not block the stop; the second message still comes after the first.
        await after.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (layout.Shards.Count > 0)
        {
            Errors.Write(message);
        }
    }

    private async Task CancelHandlersAsync()
    {
        try
        {
            await handlerStop.CancelAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A user's callback on the token may throw any exception.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Errors.Warn($"a callback on a handler's token threw: {PeerText.Escape(e.GetBaseException().Message)}");
        }
    }
}
