using System.Globalization;

namespace Spectacles.Gateway.Fleet;

/// <summary>A record that a worker has received.</summary>
/// <param name="link">The connection.</param>
/// <param name="letters">Where it is buried.</param>
/// <param name="workerGroup">The worker group.</param>
/// <param name="consumer">The consumer.</param>
/// <param name="message">The message.</param>
internal sealed class NatsDelivery(
    NatsLink link, NatsDeadLetters letters, string workerGroup, string consumer, PulledMessage message) : Delivery
{
    public override ReadOnlyMemory<byte> Record => message.Data;

    public override int Attempt => message.Numbers.Delivered;

    /// <summary>By two clocks: the server's and that of this process.</summary>
    public override TimeSpan Age => link.Time.GetUtcNow() - message.Numbers.StoredAt is { Ticks: > 0 } age ? age : TimeSpan.Zero;

    public override ValueTask AcknowledgeAsync(CancellationToken cancellationToken) => AnswerAsync(RecordAnswers.Done, cancellationToken);

    public override ValueTask RetryAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        AnswerAsync(RecordAnswers.Later(delay), cancellationToken);

    public override ValueTask ProlongAsync(CancellationToken cancellationToken) => AnswerAsync(RecordAnswers.Busy, cancellationToken);

    public override async ValueTask BuryAsync(string eventName, string reason, CancellationToken cancellationToken)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"{consumer}:{message.Numbers.Sequence}");
        await letters.AddAsync(workerGroup, eventName, reason, message.Data, id, cancellationToken).ConfigureAwait(false);
        await AnswerAsync(RecordAnswers.Buried, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends an answer as soon as the connection is there. One that is lost with a connection means another delivery.</summary>
    private async ValueTask AnswerAsync(byte[] answer, CancellationToken cancellationToken)
    {
        await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
        while (!await link.TrySendAsync(message.ReplyTo, answer, replyTo: null, cancellationToken).ConfigureAwait(false))
        {
            await link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
            await link.ReadyAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
