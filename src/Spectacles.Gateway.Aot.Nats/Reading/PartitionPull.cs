using System.Threading.Channels;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The records of one partition for one reader. The server sends them to one reader at a time, which it takes for gone when no pull has
/// come for five seconds. So there is a pull only while the caller asks for a record, and each lasts for half of that time.
/// </summary>
internal sealed class PartitionPull : IAsyncDisposable
{
    /// <summary>
    /// The greatest number of records that are fetched at once, and only of those that are there already: what waits here is delivered, as
    /// the server sees it.
    /// </summary>
    private const int LargestBatch = 64;

    /// <summary>What the consumer calls the reader whose turn it is.</summary>
    private const string PinHeader = "Nats-Pin-Id";

    /// <summary>The server counts from the pull, not from its end: the caller keeps the partition at least for the other half.</summary>
    private static readonly TimeSpan PinnedWait = StreamSetup.PinTimeout / 2;

    /// <summary>A reader whose turn it is not waits longer.</summary>
    private static readonly TimeSpan UnpinnedWait = TimeSpan.FromSeconds(8);

    /// <summary>How long the server may take to answer, after the end of the pull.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    private readonly NatsLink link;
    private readonly PullInbox inbox;
    private readonly string next;
    private readonly string unpin;
    private readonly DeliveryQuery query;
    private string? pinId;
    private bool isConsumerGone;
    private int isDisposed;

    /// <summary>The subject of the pull that waits; null if there is none.</summary>
    private string? current;
    private int left;
    private long deadline;

    /// <summary>The number of records that the consumer has after the last one.</summary>
    private long pending;

    public PartitionPull(NatsLink link, PullInbox inbox, string stream, string consumer, DeliveryQuery query)
    {
        (this.link, this.inbox, this.query) = (link, inbox, query);
        next = $"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}";
        unpin = $"$JS.API.CONSUMER.UNPIN.{stream}.{consumer}";
    }

    /// <summary>Waits for the next record.</summary>
    /// <param name="ended">Cancelled by the caller or with the engine.</param>
    /// <returns>The record; null if the consumer is gone, or does not answer.</returns>
    public async ValueTask<PulledMessage?> NextAsync(CancellationToken ended)
    {
        try
        {
            while (!isConsumerGone)
            {
                if (!inbox.Messages.TryRead(out var message))
                {
                    message = await WaitAsync(ended).ConfigureAwait(false);
                }

                if (message is { Status: 0 } && await TakeAsync(message).ConfigureAwait(false))
                {
                    return message;
                }

                if (message is { Status: not 0 })
                {
                    await NoteAsync(message, ended).ConfigureAwait(false);
                }
            }

            return null;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            link.ThrowIfDisposed();
            throw;
        }
    }

    /// <summary>Ends reading, so that another reader continues at once.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 1)
        {
            return;
        }

        if (link.IsOpen)
        {
            // What the server has sent by then is received, and goes to the next reader.
            await link.WithinAsync(inbox.DrainAsync().AsTask()).ConfigureAwait(false);
        }

        await inbox.DisposeAsync().ConfigureAwait(false);
        while (inbox.Messages.TryRead(out var message))
        {
            if (message.Status == 0)
            {
                await TrySendAsync(message.ReplyTo, RecordAnswers.Again).ConfigureAwait(false);
            }
        }

        if (pinId is not null)
        {
            await TrySendAsync(unpin, RecordAnswers.Unpin).ConfigureAwait(false);
        }
    }

    private async ValueTask<PulledMessage?> WaitAsync(CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
        if (current is null)
        {
            await PullAsync(cancellationToken).ConfigureAwait(false);
        }

        var rest = link.Time.GetElapsedTime(link.Time.GetTimestamp(), deadline);
        using var time = new CancellationTokenSource(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, link.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await inbox.Messages.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The server has not said that the pull has ended: it was lost, or the limit of unanswered records is met.
            current = null;
            return null;
        }
    }

    private async ValueTask PullAsync(CancellationToken cancellationToken)
    {
        long? bytes = query.RoomBytes?.Invoke();
        long there = bytes < 1
            ? 1
            : Math.Min(Math.Min(pending, LargestBatch), Math.Min(query.MaxInFlight, query.Room?.Invoke() ?? int.MaxValue));
        var request = new PullRequest
        {
            Batch = there > 1 ? (int)there : 1,
            MaxBytes = there > 1 ? Math.Min(bytes ?? 0, int.MaxValue) : 0,
            OnlyThere = there > 1,
            Expires = there > 1 || pinId is not null ? PinnedWait : UnpinnedWait,
            Group = StreamSetup.PriorityGroup,
            PinId = pinId,
        };
        pending = 0;
        left = request.Batch;
        current = inbox.NextSubject();
        deadline = link.Time.GetTimestamp() + (long)((request.Expires + Margin).TotalSeconds * link.Time.TimestampFrequency);
        if (!await link.TrySendAsync(next, request.Write(), current, cancellationToken).ConfigureAwait(false))
        {
            current = null;
            await link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Notes a record that has arrived.</summary>
    /// <returns>False if it has waited here for so long that another reader may have the partition.</returns>
    private async ValueTask<bool> TakeAsync(PulledMessage message)
    {
        if (--left == 0)
        {
            current = null;
        }

        pending = message.Numbers.Pending;
        pinId = StoredHeaders.Find(message.Headers, PinHeader) ?? pinId;
        if (link.Time.GetElapsedTime(message.ArrivedAt) < StreamSetup.PinTimeout - Margin / 2)
        {
            return true;
        }

        await TrySendAsync(message.ReplyTo, RecordAnswers.Again).ConfigureAwait(false);
        return false;
    }

    private async ValueTask NoteAsync(PulledMessage status, CancellationToken cancellationToken)
    {
        if (status.Status == PulledMessage.Reconnected)
        {
            current = null;
            return;
        }

        if (status.Subject != current || status.Status == PulledMessage.Heartbeat)
        {
            return;
        }

        current = null;
        switch (status.Status)
        {
            case PulledMessage.WrongPin:
                pinId = null;
                break;
            case PulledMessage.NoMessages or PulledMessage.Expired:
                break;
            case PulledMessage.Conflict when status.Text.Contains("Consumer Deleted", StringComparison.OrdinalIgnoreCase):
                isConsumerGone = true;
                break;
            case PulledMessage.NoResponders:
                // It was deleted while no pull waited, or has no leader: who asks for it waits for one.
                isConsumerGone = true;
                break;
            case PulledMessage.Conflict when status.Text.Contains("Exceeds MaxBytes", StringComparison.OrdinalIgnoreCase):
                // If it has brought nothing, the next pull is for one record of any size.
                break;
            default:
                // The server ends.
                await link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async ValueTask TrySendAsync(string subject, byte[] data)
    {
        // Without it, the server waits for its time-outs.
        using var patience = new CancellationTokenSource(Margin, link.Time);
        await link.TrySendAsync(subject, data, replyTo: null, patience.Token).ConfigureAwait(false);
    }
}
