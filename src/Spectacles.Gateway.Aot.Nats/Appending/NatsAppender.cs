using System.Runtime.CompilerServices;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The right of one owner to append. Every append names the number of the owner's fence message, and the leader of the stream compares it:
/// docs/decisions/0038-engine-on-nats.md.
/// </summary>
internal sealed class NatsAppender : IEventAppender
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(2);

    private readonly JetStreamCalls calls;
    private readonly NatsNames names;
    private readonly AnswerInbox inbox;
    private readonly GroupFence fence;
    private readonly PendingAnswer answer;
    private readonly string packs;
    private NatsHeaders headers;
    private bool isDoubtful;
    private bool isFenced;
    private int isBusy;
    private int isDisposed;

    public NatsAppender(JetStreamCalls calls, NatsNames names, AnswerInbox inbox, GroupFence fence, NatsHeaders headers)
    {
        (this.calls, this.names, this.inbox, this.fence, this.headers) = (calls, names, inbox, fence, headers);
        answer = inbox.Add();
        packs = names.Pack(fence.Group);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AppendOutcome> AppendAsync(
        RecordAddress address, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(isDisposed == 1, this);
        string subject = address.EventName is { } name
            ? names.Event(fence.Group, address.ShardId, NatsEventName.Checked(name))
            : packs;
        if (Interlocked.Exchange(ref isBusy, 1) == 1)
        {
            throw new InvalidOperationException($"An append of group {fence.Group} has not ended. The next one follows when it has.");
        }

        try
        {
            return await AppendAsync(subject, record, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref isBusy, 0);
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0)
        {
            inbox.Remove(answer);
        }

        return default;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<AppendOutcome> AppendAsync(string subject, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        long began = calls.Link.Time.GetTimestamp();
        while (!isFenced)
        {
            if (isDoubtful && !await TryRenewAsync(cancellationToken).ConfigureAwait(false))
            {
                break;
            }

            var outcome = await SendAsync(subject, record, cancellationToken).ConfigureAwait(false);
            if (outcome.IsStored)
            {
                return AppendOutcome.Stored;
            }

            if (outcome.IsWrongSequence)
            {
                // Another owner's, or the bounds of the stream have removed it.
                isDoubtful = true;
            }
            else if (outcome.IsBusy && calls.Link.Time.GetElapsedTime(began) < NatsLink.Patience)
            {
                await calls.Link.PauseAsync(ShortPause, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                throw outcome.IsUnknown || outcome.IsAway || outcome.IsBusy ? Unknown(outcome)
                    : NatsProblem.Refused($"an event of group {fence.Group}", outcome.Error, outcome.Description);
            }
        }

        isFenced = true;
        return AppendOutcome.Fenced;
    }

    private FleetException Unknown(StoreAnswer outcome) => new(
        $"It is not known whether NATS has stored an event of group {fence.Group}, so append it again: {outcome.Description}.");

    /// <summary>Makes sure that an append whose outcome is not known is stored now or never.</summary>
    private async ValueTask<bool> TryRenewAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(NatsLink.Patience, calls.Link.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            if (await fence.TryRenewAsync(either.Token).ConfigureAwait(false) is not { } renewed)
            {
                return false;
            }

            (headers, isDoubtful) = (renewed, false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unknown(StoreAnswer.None);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<StoreAnswer> SendAsync(string subject, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        var link = calls.Link;
        link.ThrowIfDisposed();
        if (!link.IsOpen)
        {
            return StoreAnswer.None with { Description = "the connection to NATS is lost" };
        }

        if (link.DenialOf(subject) is { } denial)
        {
            throw NatsProblem.Denied(subject, denial);
        }

        var answering = answer.Begin(NatsLink.Patience);
        await using var cancelling = cancellationToken.UnsafeRegister(static state => ((PendingAnswer)state!).GiveUp(), answer)
            .ConfigureAwait(false);
        try
        {
            await link.Connection.PublishAsync(
                subject,
                record,
                headers,
                answer.ReplyTo,
                NatsRawSerializer<ReadOnlyMemory<byte>>.Default,
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NatsException or OperationCanceledException or ObjectDisposedException)
        {
            answer.GiveUp();
        }

        var result = await answering.ConfigureAwait(false);
        answer.End(result);
        if (!result.IsUnknown && !result.IsAway)
        {
            link.Server.NoteAnswer();
        }
        else
        {
            link.Server.NoteSilence();
        }

        if (result.IsUnknown)
        {
            isDoubtful = true;
            link.ThrowIfDisposed();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return result;
    }
}
