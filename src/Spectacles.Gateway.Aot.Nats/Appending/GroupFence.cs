using System.Globalization;
using System.Text;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// The fence of one owner of a group. Who the last owner is stands in the nodes' bucket, which keeps it for ever. What the server compares
/// with each append is the number of the fence message in the group's stream. The bounds of the stream may remove this message, and another
/// program may store one: the last owner stores its own again then.
/// </summary>
/// <param name="calls">The requests.</param>
/// <param name="names">The names.</param>
/// <param name="owners">The bucket of the nodes.</param>
/// <param name="group">The group.</param>
/// <param name="fence">The owner's fence.</param>
internal sealed class GroupFence(JetStreamCalls calls, NatsNames names, NatsState owners, int group, long fence)
{
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(5);

    /// <summary>Tells the owners apart that try to get the same fence.</summary>
    private readonly string token = Guid.NewGuid().ToString("N");
    private readonly string key = string.Create(CultureInfo.InvariantCulture, $"{NatsState.OwnKeys}fence.{group}");

    public int Group => group;

    /// <summary>Becomes the last owner.</summary>
    /// <returns>The headers of its appends; null if the group has had an owner with this fence or a greater one.</returns>
    public async ValueTask<NatsHeaders?> TryTakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var last = await owners.FindAsync(key, cancellationToken).ConfigureAwait(false);
            if (last is not null && Read(last.Value.Span) is var (number, owner))
            {
                if (number == fence && owner == token)
                {
                    break;
                }

                if (number >= fence)
                {
                    return null;
                }
            }

            if (await owners.TryStoreAsync(key, Value(), last?.Revision ?? 0, cancellationToken).ConfigureAwait(false) is not null)
            {
                break;
            }
        }

        return await StoreAsync(isAnother: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Stores the fence message again: because it is gone, or so that an earlier append whose outcome is not known can't be stored later.
    /// </summary>
    /// <returns>The headers of the appends from now on; null if the group has a later owner.</returns>
    public ValueTask<NatsHeaders?> TryRenewAsync(CancellationToken cancellationToken) => StoreAsync(isAnother: true, cancellationToken);

    /// <summary>Stores the fence message after the one that is there.</summary>
    private async ValueTask<NatsHeaders?> StoreAsync(bool isAnother, CancellationToken cancellationToken)
    {
        string subject = names.Fence(group);
        string stream = names.StreamOf(names.Plan.PartitionOf(group));
        while (true)
        {
            var last = await calls.LastAsync(stream, subject, cancellationToken).ConfigureAwait(false);

            // The answer to an earlier attempt was lost.
            if (!isAnother && last is not null && last.Data.Span.SequenceEqual(Value()))
            {
                return HeadersOf(subject, (long)last.Seq);
            }

            // Only the bucket says who is the last owner: the message may be gone, and any process with a right to the subject may have
            // stored another one. The bucket is read after the message. So an owner that comes after this read stores its message later
            // than the one that was found, and one of the two writes is refused.
            if (!await IsLastOwnerAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }

            var headers = new NatsHeaders { [StoreConditions.Expected] = Text((long)(last?.Seq ?? 0)) };
            var answer = await calls.StoreAsync(subject, Value(), headers, cancellationToken).ConfigureAwait(false);
            if (answer.IsStored)
            {
                return HeadersOf(subject, answer.Sequence);
            }

            if (!answer.IsWrongSequence && !answer.IsBusy && !answer.IsUnknown && !answer.IsAway)
            {
                throw NatsProblem.Refused($"the fence of group {group}", answer.Error, answer.Description);
            }

            isAnother &= !answer.IsWrongSequence;
            await calls.Link.PauseAsync(answer.IsBusy || answer.IsWrongSequence ? ShortPause : NatsLink.Pause, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> IsLastOwnerAsync(CancellationToken cancellationToken) =>
        await owners.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } last && Read(last.Value.Span) == (fence, token);

    private static NatsHeaders HeadersOf(string subject, long sequence) =>
        new() { [StoreConditions.Expected] = Text(sequence), [StoreConditions.ExpectedSubject] = subject };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private (long Fence, string Owner) Read(ReadOnlySpan<byte> value)
    {
        string[] words = Encoding.UTF8.GetString(value).Split(' ');
        return words.Length == 2 && long.TryParse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? (number, words[1])
            : throw new FleetException(
                $"The last owner of group {group} can't be read, because the key {key} of the bucket {names.NodeBucket} has a value that "
                + $"this version does not know. If no process of a later version runs, delete it: nats kv del {names.NodeBucket} {key}");
    }

    private byte[] Value() => Encoding.UTF8.GetBytes($"{Text(fence)} {token}");
}
