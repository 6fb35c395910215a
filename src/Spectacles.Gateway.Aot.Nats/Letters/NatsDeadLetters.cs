using System.Globalization;
using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Fleet;

/// <summary>The dead letters: a stream with a subject for each worker group.</summary>
/// <param name="calls">The requests.</param>
/// <param name="names">The names.</param>
internal sealed class NatsDeadLetters(JetStreamCalls calls, NatsNames names) : IDeadLetters
{
    private const string EventHeader = "Fleet-Event";
    private const string ReasonHeader = "Fleet-Reason";
    private const string IdHeader = "Nats-Msg-Id";
    private const int LongestReason = 1_000;

    /// <summary>Stores a record.</summary>
    /// <param name="workerGroup">The worker group.</param>
    /// <param name="eventName">The name of the event that failed.</param>
    /// <param name="reason">Why.</param>
    /// <param name="record">The record.</param>
    /// <param name="delivery">What tells this delivery from all others, so that a repetition is stored once.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask AddAsync(
        string workerGroup,
        string eventName,
        string reason,
        ReadOnlyMemory<byte> record,
        string delivery,
        CancellationToken cancellationToken)
    {
        var headers = new NatsHeaders
        {
            [EventHeader] = OneLine(eventName),
            [ReasonHeader] = OneLine(reason),
            [IdHeader] = delivery,
        };
        await calls.StoreUntilStoredAsync(names.Dead(workerGroup), "a dead letter", record, headers, cancellationToken)
            .ConfigureAwait(false);
    }

    public async ValueTask<long> CountAsync(string workerGroup, CancellationToken cancellationToken)
    {
        string subject = names.Dead(workerGroup);
        var stream = await calls.CallAsync(
            $"$JS.API.STREAM.INFO.{names.DeadStream}",
            "a count of dead letters",
            token => calls.Link.Context.GetStreamAsync(names.DeadStream, new StreamInfoRequest { SubjectsFilter = subject }, token),
            cancellationToken).ConfigureAwait(false);
        return stream.Info.State.Subjects is { } counts && counts.TryGetValue(subject, out long count) ? count : 0;
    }

    public async IAsyncEnumerable<DeadLetter> ListAsync(
        string workerGroup, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string subject = names.Dead(workerGroup);
        for (ulong next = 1; ;)
        {
            var message = await calls.MessageAsync(
                names.DeadStream, new StreamMsgGetRequest { Seq = next, NextBySubj = subject }, cancellationToken).ConfigureAwait(false);
            if (message is null)
            {
                yield break;
            }

            byte[] headers = StoredHeaders.Decode(message.Hdrs);
            yield return new DeadLetter(
                (long)message.Seq,
                StoredHeaders.Find(headers, EventHeader) ?? "",
                StoredHeaders.Find(headers, ReasonHeader) ?? "",
                message.Time,
                message.Data);
            next = message.Seq + 1;
        }
    }

    public async ValueTask<bool> RemoveAsync(string workerGroup, long id, CancellationToken cancellationToken)
    {
        if (id <= 0)
        {
            return false;
        }

        var message = await calls.MessageAsync(names.DeadStream, new StreamMsgGetRequest { Seq = (ulong)id }, cancellationToken)
            .ConfigureAwait(false);
        if (message is null || message.Subject != names.Dead(workerGroup))
        {
            return false;
        }

        try
        {
            return (await calls.CallAsync(
                $"$JS.API.STREAM.MSG.DELETE.{names.DeadStream}",
                string.Create(CultureInfo.InvariantCulture, $"the removal of the dead letter {id}"),
                token => calls.Link.Context.DeleteMessageAsync(
                    names.DeadStream, new StreamMsgDeleteRequest { Seq = (ulong)id, NoErase = true }, token),
                cancellationToken).ConfigureAwait(false)).Success;
        }
        catch (FleetException e) when (e.InnerException is NatsJSApiException { Error.Code: 404 or 400 })
        {
            // Another process has removed it.
            return false;
        }
    }

    private static string OneLine(string text) =>
        (text.Length > LongestReason ? text[..LongestReason] : text).ReplaceLineEndings(" ").Trim();
}
