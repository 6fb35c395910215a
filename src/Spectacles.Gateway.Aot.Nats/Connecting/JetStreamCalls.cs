using System.Buffers;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// Requests to JetStream that can be made again without harm, and are while it does not answer, and messages for streams, whose outcome is
/// returned.
/// </summary>
/// <param name="link">The connection.</param>
internal sealed class JetStreamCalls(NatsLink link)
{
    private const string Api = "$JS.API.";

    public NatsLink Link => link;

    /// <summary>What the server has said last instead of an answer that it may give later; null if nothing.</summary>
    public string? LastRefusal { get; private set; }

    /// <summary>Returns the last message of a subject, by the leader of its stream; null if there is none.</summary>
    public ValueTask<StoredMessage?> LastAsync(string stream, string subject, CancellationToken cancellationToken) =>
        MessageAsync(stream, new StreamMsgGetRequest { LastBySubj = subject }, cancellationToken);

    /// <summary>Returns a message of a stream, by its leader; null if it is not there.</summary>
    public async ValueTask<StoredMessage?> MessageAsync(string stream, StreamMsgGetRequest request, CancellationToken cancellationToken)
    {
        // Not the direct way, which replicas answer that may not have the newest message yet.
        string subject = $"{Api}STREAM.MSG.GET.{stream}";
        try
        {
            var answer = await CallAsync(
                subject,
                $"a read of {stream}",
                token => link.Context.JSRequestResponseAsync<StreamMsgGetRequest, StreamMsgGetResponse>(subject, request, token),
                cancellationToken).ConfigureAwait(false);
            return answer.Message;
        }
        catch (FleetException e) when (JetStreamErrors.CodeOf(e) is JetStreamErrors.MessageNotFound or JetStreamErrors.SequenceNotFound)
        {
            return null;
        }
    }

    /// <summary>Calls until the server answers.</summary>
    /// <param name="subject">The subject of the request.</param>
    /// <param name="what">What an error message calls it.</param>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Ends the wait for an answer.</param>
    /// <exception cref="FleetException">The server refuses it.</exception>
    public async ValueTask<T> CallAsync<T>(
        string subject, string what, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
            using var patience = new CancellationTokenSource(NatsLink.Patience, link.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken, link.Disposed);
            var next = link.Changed;
            var calling = call(either.Token).AsTask();
            try
            {
                var result = await link.AnswerAsync(calling, next, subject, either.Token).ConfigureAwait(false);
                link.Server.NoteAnswer();
                return result;
            }
            catch (NatsJSApiException e) when (JetStreamErrors.IsTemporary(e.Error.ErrCode))
            {
                LastRefusal = e.Error.Description;
                link.Server.NoteSilence();
            }
            catch (NatsJSApiException e)
            {
                throw NatsProblem.Refused(what, e.Error, e);
            }
            catch (Exception e) when (e is NatsException or NatsJSException or OperationCanceledException or ObjectDisposedException)
            {
                // No answer, no leader, or the connection is lost: the call is made again.
                link.ThrowIfDisposed();
                link.Server.NoteSilence();
                cancellationToken.ThrowIfCancellationRequested();
            }
            finally
            {
                await either.CancelAsync().ConfigureAwait(false);
            }

            await link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a message for a stream once.</summary>
    /// <returns>The outcome.</returns>
    /// <exception cref="FleetException">The process has no right to the subject.</exception>
    public async ValueTask<StoreAnswer> StoreAsync(
        string subject, ReadOnlyMemory<byte> data, NatsHeaders? headers, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
        using var patience = new CancellationTokenSource(NatsLink.Patience, link.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken, link.Disposed);
        var next = link.Changed;
        try
        {
            var storing = link.Connection.RequestAsync<ReadOnlyMemory<byte>, byte[]>(
                subject, data, headers, NatsRawSerializer<ReadOnlyMemory<byte>>.Default, NatsRawSerializer<byte[]>.Default,
                cancellationToken: either.Token).AsTask();
            var answer = await link.AnswerAsync(storing, next, subject, either.Token).ConfigureAwait(false);
            link.Server.NoteAnswer();
            return StoreAnswer.Read(new ReadOnlySequence<byte>(answer.Data ?? []));
        }
        catch (NatsNoRespondersException)
        {
            link.Server.NoteSilence();
            return StoreAnswer.NoResponders;
        }
        catch (Exception e) when (e is NatsException or OperationCanceledException or ObjectDisposedException)
        {
            link.ThrowIfDisposed();
            link.Server.NoteSilence();
            cancellationToken.ThrowIfCancellationRequested();
            return StoreAnswer.None;
        }
        finally
        {
            await either.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends a message for a stream until it is stored. Without an answer it may be stored twice.</summary>
    /// <exception cref="FleetException">The server refuses it.</exception>
    public async ValueTask StoreUntilStoredAsync(
        string subject, string what, ReadOnlyMemory<byte> data, NatsHeaders? headers, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await StoreAsync(subject, data, headers, cancellationToken).ConfigureAwait(false);
            if (answer.IsStored)
            {
                return;
            }

            if (!answer.IsUnknown && !answer.IsAway)
            {
                throw NatsProblem.Refused(what, answer.Error, answer.Description);
            }

            await link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
