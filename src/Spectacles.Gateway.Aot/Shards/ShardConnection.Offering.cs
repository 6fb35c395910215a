namespace Spectacles.Gateway;

/// <content>Passing received events to the sink of the cluster.</content>
internal sealed partial class ShardConnection
{
    /// <summary>Offers an event to the sink, and begins its calls if the sink does not refuse it.</summary>
    private ReceivedMessage Offer(in Envelope envelope, in LifecycleStep step) => offer!.Offer(envelope) switch
    {
        null => new ReceivedMessage(offer.Failure!.Value),
        SinkResult.Full => new ReceivedMessage(step, IsRefused: true),
        _ => new ReceivedMessage(step, dispatcher.Begin(envelope)),
    };

    /// <summary>
    /// Waits for room in the sink, and offers the event again. Nothing more is read until the sink has the event, or the connection is
    /// about to end. Then the event counts as not received.
    /// </summary>
    private async ValueTask OfferAgainAsync(IInflater inflater)
    {
        using var noMore = CancellationTokenSource.CreateLinkedTokenSource(closeBegun.Token, writer.Broken, stopping);
        while (offer!.Failure is null && await offer.WaitForRoomAsync(noMore.Token).ConfigureAwait(false))
        {
            await Return();
            var message = OfferAgain(inflater.Message);
            if (!message.IsRefused)
            {
                await ActAsync(message, inflater).ConfigureAwait(false);
                return;
            }
        }

        StopDispatching();
        offer.Withdraw();
        if (offer.Failure is { } failure)
        {
            await CloseAsync(failure, CloseRules.KeepSession).ConfigureAwait(false);
        }
    }

    private ReceivedMessage OfferAgain(ReadOnlySpan<byte> message)
    {
        // It was already read successfully.
        Envelope.TryRead(message, out var envelope);
        return Offer(envelope, LifecycleStep.Of(LifecycleAction.Deliver));
    }
}
