using System.Globalization;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// A state in a bucket. It is written by the messages of NATS's own buckets, whose tools can read it, and read through the leader of its
/// stream.
/// </summary>
/// <param name="calls">The requests.</param>
/// <param name="bucket">The bucket.</param>
/// <param name="mayNot">What a process without a right to the bucket may not do; null if it has it.</param>
internal sealed class NatsState(JetStreamCalls calls, string bucket, string? mayNot) : IFleetState
{
    /// <summary>The beginning of the engine's own keys, which callers neither see nor write.</summary>
    public const string OwnKeys = "_";

    private const int LargestValue = 64 << 10;
    private const string Operation = "KV-Operation";

    /// <summary>Tells a writer whether a write without an answer was its own.</summary>
    private const string Writer = "Fleet-Write";

    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(2);

    private readonly string stream = NatsNames.StreamOfBucket(bucket);
    private readonly string keys = NatsNames.KeysOf(bucket);

    public ValueTask<StateEntry?> ReadAsync(string key, CancellationToken cancellationToken)
    {
        FleetName.ThrowIfNoKey(key, nameof(key));
        ThrowIfRefused();
        return FindAsync(key, cancellationToken);
    }

    public ValueTask<long?> TryWriteAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken)
    {
        FleetName.ThrowIfNoKey(key, nameof(key));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value.Length, LargestValue, nameof(value));
        return TryStoreAsync(key, value, expectedRevision, cancellationToken);
    }

    public async ValueTask<bool> TryDeleteAsync(string key, long expectedRevision, CancellationToken cancellationToken)
    {
        FleetName.ThrowIfNoKey(key, nameof(key));
        ThrowIfRefused();
        return expectedRevision > 0
            && await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } entry
            && entry.Revision == expectedRevision
            && await StoreAsync(key, default, expectedRevision, isDeletion: true, cancellationToken).ConfigureAwait(false) is not null;
    }

    public IAsyncEnumerable<StateChange> WatchAsync(string prefix, CancellationToken cancellationToken)
    {
        FleetName.ThrowIfNoPrefix(prefix, nameof(prefix));
        ThrowIfRefused();
        return new StateFollower(calls, stream, keys, prefix).FollowAsync(cancellationToken);
    }

    /// <summary>Whether the headers are those of a message that says that its key is deleted.</summary>
    public static bool IsDeletion(ReadOnlySpan<byte> headers) => StoredHeaders.Find(headers, Operation) is not null;

    /// <summary>Reads a value, also of an own key.</summary>
    public async ValueTask<StateEntry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var last = await calls.LastAsync(stream, keys + key, cancellationToken).ConfigureAwait(false);
        return last is null || IsDeletion(StoredHeaders.Decode(last.Hdrs))
            ? null
            : new StateEntry(key, last.Data, (long)last.Seq) { Age = calls.Link.Time.GetUtcNow() - last.Time };
    }

    /// <summary>Writes a value, also of an own key.</summary>
    public async ValueTask<long?> TryStoreAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(expectedRevision);
        if (await StoreAsync(key, value, expectedRevision, isDeletion: false, cancellationToken).ConfigureAwait(false) is { } revision)
        {
            return revision;
        }

        if (expectedRevision > 0)
        {
            return null;
        }

        // A deleted key has a message that says so.
        var last = await calls.LastAsync(stream, keys + key, cancellationToken).ConfigureAwait(false);
        return last is not null && IsDeletion(StoredHeaders.Decode(last.Hdrs))
            ? await StoreAsync(key, value, (long)last.Seq, isDeletion: false, cancellationToken).ConfigureAwait(false)
            : null;
    }

    private async ValueTask<long?> StoreAsync(
        string key, ReadOnlyMemory<byte> value, long expectedRevision, bool isDeletion, CancellationToken cancellationToken)
    {
        ThrowIfRefused();
        string subject = keys + key;
        string writer = Guid.NewGuid().ToString("N");
        var headers = new NatsHeaders
        {
            [StoreConditions.Expected] = expectedRevision.ToString(CultureInfo.InvariantCulture),
            [Writer] = writer,
        };
        if (isDeletion)
        {
            headers[Operation] = "DEL";
        }

        bool mayBeStored = false;
        while (true)
        {
            var answer = await calls.StoreAsync(subject, value, headers, cancellationToken).ConfigureAwait(false);
            if (answer.IsStored)
            {
                return answer.Sequence;
            }

            if (answer.IsWrongSequence)
            {
                return mayBeStored ? await FindOwnAsync(subject, writer, cancellationToken).ConfigureAwait(false) : null;
            }

            if (!answer.IsBusy && !answer.IsUnknown && !answer.IsAway)
            {
                throw NatsProblem.Refused($"a write of {key}", answer.Error, answer.Description);
            }

            mayBeStored |= answer.IsUnknown;
            await calls.Link.PauseAsync(answer.IsBusy ? ShortPause : NatsLink.Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Returns the revision of a write whose answer was lost, if nobody has written since.</summary>
    private async ValueTask<long?> FindOwnAsync(string subject, string writer, CancellationToken cancellationToken)
    {
        var last = await calls.LastAsync(stream, subject, cancellationToken).ConfigureAwait(false);
        return last is not null && StoredHeaders.Find(StoredHeaders.Decode(last.Hdrs), Writer) == writer ? (long)last.Seq : null;
    }

    private void ThrowIfRefused()
    {
        if (mayNot is not null)
        {
            throw NatsProblem.WrongRole(mayNot);
        }
    }
}
