using System.Text;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>Offers the events of one connection to the cluster's sink, one after the other. The read loop calls it.</summary>
/// <param name="sink">The sink.</param>
/// <param name="parts">The shard.</param>
/// <param name="life">The shard's state.</param>
/// <param name="lifecycle">The connection's lifecycle.</param>
internal sealed class EventOffer(IEventSink sink, ShardParts parts, ShardLife life, ConnectionLifecycle lifecycle)
{
    private UnconfirmedEvents? unconfirmed;

    /// <summary>The step that ends the connection because the sink threw; null if it has not.</summary>
    public LifecycleStep? Failure { get; private set; }

    /// <summary>Offers the event that was just received, or offers it again.</summary>
    /// <returns>What the sink does with it; null if it threw, which was reported. Then the connection has to end.</returns>
    public SinkResult? Offer(in Envelope envelope)
    {
        var state = default(DispatchState);
        var session = lifecycle.Session;
        bool counts = IsOpen(envelope.Sequence);
        try
        {
            using var pause = parts.Dispatcher.Pauses.Begin();
            parts.Confirmations!.IsOffering = true;
            var result = sink.Receive(
                new Dispatch(envelope.Event, envelope.Data, envelope.Sequence, ref state),
                parts.Shard,
                new EventReceipt(session, envelope.Sequence, counts));
            Settle(result, envelope.Sequence, counts);
            return result;
        }
#pragma warning disable CA1031 // A sink may throw any exception. The event is delivered again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Refuse(e, PeerText.Escape(Encoding.UTF8.GetString(envelope.Event)), envelope.Sequence);
            return null;
        }
        finally
        {
            parts.Confirmations!.IsOffering = false;
        }
    }

    /// <summary>Notes that the event that was just received is not offered, and counts as done.</summary>
    public void Skip(long sequence) => Settle(SinkResult.NotWanted, sequence, IsOpen(sequence));

    /// <summary>Waits until the sink has room.</summary>
    /// <returns>False if the wait was canceled, or the sink threw, which was reported.</returns>
    public async ValueTask<bool> WaitForRoomAsync(CancellationToken noMore)
    {
        using var pause = parts.Dispatcher.Pauses.Begin();
        try
        {
            // A sink that ignores the token must not hold the connection.
            await sink.WaitForRoomAsync(parts.Shard, noMore).AsTask().WaitAsync(noMore).ConfigureAwait(false);
            return !noMore.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (noMore.IsCancellationRequested)
        {
            return false;
        }
#pragma warning disable CA1031 // A sink may throw any exception. The event is delivered again.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Refuse(e, eventName: null, lifecycle.Session?.Sequence);
            return false;
        }
    }

    /// <summary>
    /// Makes the event that the sink has not taken, if there is one, count as not received. The connection must not receive a later one.
    /// </summary>
    public void Withdraw()
    {
        if (lifecycle.Session?.Withdraw() ?? false)
        {
            life.CountWithdrawn();
        }
    }

    /// <summary>Returns whether the event that was just received advances the session. Otherwise its receipt has no effect.</summary>
    private bool IsOpen(long sequence)
    {
        if (lifecycle.Session?.Unconfirmed is { } current && current != unconfirmed)
        {
            unconfirmed = current;
            parts.Confirmations!.Begin(current);
        }

        return unconfirmed?.IsOpen(sequence) ?? false;
    }

    private void Settle(SinkResult result, long sequence, bool counts)
    {
        if (!counts || result == SinkResult.Full)
        {
            return;
        }

        unconfirmed!.Settle();
        if (result == SinkResult.NotWanted)
        {
            unconfirmed.Confirm(sequence);
        }
    }

    private void Refuse(Exception e, string? eventName, long? sequence)
    {
        string name = sink.GetType().Name;
        string where = eventName is null ? "while the shard waited for room" : $"at {eventName}";
        string message = $"{name} threw {e.GetType().Name} {where}: "
            + $"{PeerText.Escape(e.Message, PeerText.Long)} (sequence {sequence}). The connection is closed, and the resumed session "
            + "delivers the event again.";
        parts.Errors.Send(new GatewayError(GatewayErrorKind.EventSink, message, parts.Id)
        {
            Exception = ConnectFailure.Printable(e),
            EventName = eventName,
            Sequence = sequence,
            Handler = name,
        });
        Failure = new LifecycleStep(LifecycleAction.Close, Reason: $"the event sink threw {e.GetType().Name}", Fault: "sink");
    }
}
