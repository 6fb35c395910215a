using System.Runtime.CompilerServices;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Follows the changes of a state by a consumer that lasts as long as the watch. Whenever something is wrong with it, another one begins
/// with the last message of each key, so nothing is missed, and what was returned before is left out. Nothing of this list is returned
/// before it has reached the newest message that the leader of the stream had when it began.
/// </summary>
/// <param name="calls">The requests.</param>
/// <param name="stream">The stream of the bucket.</param>
/// <param name="keys">The beginning of its subjects.</param>
/// <param name="prefix">The beginning of the keys.</param>
internal sealed class StateFollower(JetStreamCalls calls, string stream, string keys, string prefix)
{
    private const int Batch = 256;

    private static readonly TimeSpan Expires = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);

    /// <summary>After two heartbeats that have not come, another consumer begins.</summary>
    private static readonly TimeSpan Silence = (2 * Heartbeat) + TimeSpan.FromSeconds(1);

    /// <summary>How long a replica without the newest message gets to receive it, before another consumer begins.</summary>
    private static readonly TimeSpan CatchUp = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the server keeps a consumer whose watcher is gone.</summary>
    private static readonly TimeSpan Inactive = TimeSpan.FromMinutes(1);

    private readonly NatsLink link = calls.Link;
    private readonly string filter = $"{keys}{prefix}>";

    /// <summary>The revisions that were returned.</summary>
    private readonly Dictionary<string, long> known = [];
    private bool isCurrent;

    /// <summary>The subject of the pull that waits; null if there is none.</summary>
    private string? asked;
    private int left;

    public async IAsyncEnumerable<StateChange> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            // The consumer may be on a replica that does not have this message yet. With it, the replica has everything before it.
            var newest = await calls.LastAsync(stream, filter, cancellationToken).ConfigureAwait(false);
            var (consumer, there) = await CreateAsync(cancellationToken).ConfigureAwait(false);
            await using var inbox = await PullInbox.OpenAsync(link, cancellationToken).ConfigureAwait(false);
            try
            {
                // The last message of each key until the list is complete, then null. What an incomplete list says may be old.
                Dictionary<string, PulledMessage>? list = [];
                long reached = 0;
                int epoch = link.Epoch;
                while (true)
                {
                    if (list is not null && there == 0 && reached >= (long)(newest?.Seq ?? 0))
                    {
                        foreach (var change in Complete(list))
                        {
                            yield return change;
                        }

                        list = null;
                    }

                    // A message that is not newer than the one before: the server has restarted and begun the consumer again.
                    var patience = list is not null && there == 0 ? CatchUp : Silence;
                    if (await NextAsync(inbox, consumer, epoch, patience, cancellationToken).ConfigureAwait(false) is not { } message
                        || message.Numbers.Sequence <= reached)
                    {
                        break;
                    }

                    reached = message.Numbers.Sequence;
                    string key = message.Subject[keys.Length..];
                    if (list is not null)
                    {
                        list[key] = message;
                        there = Math.Max(0, Math.Min(there - 1, message.Numbers.Pending));
                    }
                    else if (Note(key, message) is { } news)
                    {
                        yield return news;
                    }
                }
            }
            finally
            {
                await TryRemoveAsync(consumer).ConfigureAwait(false);
            }

            asked = null;
            await link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says what a complete list changes, what is gone without a message that says so, and that the watch is current.</summary>
    private IEnumerable<StateChange> Complete(Dictionary<string, PulledMessage> list)
    {
        foreach (var (key, message) in list.OrderBy(one => one.Value.Numbers.Sequence))
        {
            if (Note(key, message) is { } news)
            {
                yield return news;
            }
        }

        foreach (string gone in known.Keys.Except(list.Keys).ToArray())
        {
            known.Remove(gone);
            yield return new StateChange(gone, null);
        }

        if (!isCurrent)
        {
            isCurrent = true;
            yield return StateChange.Current;
        }
    }

    /// <summary>Returns the change that a message means to the watcher; null if none.</summary>
    private StateChange? Note(string key, PulledMessage message)
    {
        long revision = message.Numbers.Sequence;
        if (key.StartsWith(NatsState.OwnKeys, StringComparison.Ordinal))
        {
            return null;
        }

        if (NatsState.IsDeletion(message.Headers))
        {
            return known.Remove(key) ? new StateChange(key, null) : null;
        }

        if (known.TryGetValue(key, out long last) && last == revision)
        {
            return null;
        }

        known[key] = revision;
        return new StateChange(key, new StateEntry(key, message.Data, revision) { Age = link.Time.GetUtcNow() - message.Numbers.StoredAt });
    }

    private async Task<(string Consumer, long There)> CreateAsync(CancellationToken cancellationToken)
    {
        string name = $"watch_{Guid.NewGuid():N}";
        var consumer = await calls.CallAsync(
            $"$JS.API.CONSUMER.CREATE.{stream}.{name}.{filter}",
            $"a watch of {stream}",
            token => link.Context.CreateOrUpdateConsumerAsync(
                stream,
                new ConsumerConfig
                {
                    Name = name,
                    FilterSubject = filter,
                    DeliverPolicy = ConsumerConfigDeliverPolicy.LastPerSubject,
                    AckPolicy = ConsumerConfigAckPolicy.None,
                    MaxDeliver = -1,
                    MemStorage = true,
                    NumReplicas = 1,
                    InactiveThreshold = Inactive,
                },
                token),
            cancellationToken).ConfigureAwait(false);
        return (name, (long)consumer.Info.NumPending);
    }

    /// <summary>Waits for the next message.</summary>
    /// <returns>The message; null if another consumer has to begin.</returns>
    private async ValueTask<PulledMessage?> NextAsync(
        PullInbox inbox, string consumer, int epoch, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, link.Disposed);
        try
        {
            while (true)
            {
                if (!inbox.Messages.TryRead(out var message))
                {
                    if (epoch != link.Epoch || !await TryPullAsync(inbox, consumer, ended.Token).ConfigureAwait(false))
                    {
                        return null;
                    }

                    using var silence = new CancellationTokenSource(patience, link.Time);
                    using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, ended.Token);
                    message = await inbox.Messages.ReadAsync(either.Token).ConfigureAwait(false);
                }

                switch (message.Status)
                {
                    case 0:
                        asked = --left == 0 ? null : asked;
                        return message;
                    case PulledMessage.Expired or PulledMessage.NoMessages when message.Subject == asked:
                        asked = null;
                        break;
                    case PulledMessage.Conflict or PulledMessage.NoResponders or PulledMessage.Reconnected:
                        return null;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            link.ThrowIfDisposed();
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private async ValueTask<bool> TryPullAsync(PullInbox inbox, string consumer, CancellationToken cancellationToken)
    {
        if (asked is not null)
        {
            return true;
        }

        asked = inbox.NextSubject();
        left = Batch;
        var request = new PullRequest { Batch = Batch, Expires = Expires, Heartbeat = Heartbeat };
        return await link.TrySendAsync($"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}", request.Write(), asked, cancellationToken)
            .ConfigureAwait(false);
    }

    private async ValueTask TryRemoveAsync(string consumer)
    {
        // Without it, the server forgets the consumer by itself.
        using var patience = new CancellationTokenSource(Heartbeat, link.Time);
        await link.TrySendAsync($"$JS.API.CONSUMER.DELETE.{stream}.{consumer}", [], null, patience.Token).ConfigureAwait(false);
    }
}
