using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Receives the members that this worker has asked for, from the first request on. A worker whose group has the chunks in the log does not
/// need it.
/// </summary>
/// <param name="worker">The worker.</param>
internal sealed class MemberInbox(FleetWorker worker)
{
    private readonly string id = Guid.NewGuid().ToString("N")[..16];
    private readonly CallChains<string> changes = new();
    private IAsyncDisposable? receiver;
    private bool isClosed;

    /// <summary>Begins to receive.</summary>
    /// <returns>The name for which the answers are meant; empty if they come through the log, or the worker stops.</returns>
    public async ValueTask<string> OpenAsync(CancellationToken cancellationToken)
    {
        if (worker.Query.Events is not { } events || events.Contains(GatewayEvents.GuildMembersChunk))
        {
            return "";
        }

        // Requests share one receiver, so it does not depend on the token of one of them.
        return await changes.AddAsync(id, OpenOnceAsync).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends to receive.</summary>
    public Task CloseAsync() => changes.AddAsync(id, async () =>
    {
        isClosed = true;
        if (receiver is { } open)
        {
            await open.DisposeAsync().ConfigureAwait(false);
        }

        return isClosed;
    });

    private async ValueTask<string> OpenOnceAsync()
    {
        if (isClosed)
        {
            return "";
        }

        using var patience = new CancellationTokenSource(CommandRequest.Timeout, worker.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, worker.Stopping);
        try
        {
            receiver ??= await worker.Engine.Requests.ReceiveAsync(
                FleetAddresses.MembersFor(id),
                queue: null,
                maxInFlight: 1,
                (bytes, _) => UnstoredEvents.Begin(worker, bytes, isDropped: true),
                either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            string why = worker.Stopping.IsCancellationRequested
                ? "The worker stops"
                : $"The broker has not answered within {CommandRequest.Timeout.TotalSeconds} s";
            throw new GatewayException($"{why}, so the request for members was not sent.", e);
        }

        return id;
    }
}
