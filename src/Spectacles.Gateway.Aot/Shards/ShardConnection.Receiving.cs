namespace Spectacles.Gateway;

/// <content>Handling received messages.</content>
internal sealed partial class ShardConnection
{
    /// <summary>Processes a frame, up to the first await of the handlers.</summary>
    /// <returns>The next action; null if the message continues in the next frame.</returns>
    private ReceivedMessage? Receive(IInflater inflater, ReadOnlyMemory<byte> frame, bool endOfMessage)
    {
        try
        {
            if (!inflater.TryInflate(frame, endOfMessage))
            {
                return null;
            }
        }
        catch (InvalidDataException e)
        {
            return new ReceivedMessage(lifecycle.ReceiveGarbage(e.Message));
        }
        catch (MessageTooLargeException e)
        {
            return new ReceivedMessage(lifecycle.ReceiveGarbage(e.Message), CloseCode: (int)CloseCode.MessageTooBig);
        }

        var message = inflater.Message;
        parts.Telemetry.ReceiveMessage(inflater.MessageLength);
        if (inflater.MessageLength > message.Length)
        {
            return ReceiveOversized(inflater);
        }

        if (parts.Events.HasReceived)
        {
            using var pause = dispatcher.Pauses.Begin();
            parts.Events.TellReceived(message);
        }

        if (!Envelope.TryRead(message, out var envelope))
        {
            return new ReceivedMessage(lifecycle.ReceiveGarbage("a message is not a JSON object with an opcode"));
        }

        var step = Take(envelope);
        if (!step.IsEvent)
        {
            return new ReceivedMessage(step, BeginResult.Begun);
        }

        parts.Context.Content.Take(envelope, lifecycle.Session?.UserId);
        return offer is null ? new ReceivedMessage(step, dispatcher.Begin(envelope)) : Offer(envelope, step);
    }

    /// <summary>Handles a message that exceeds the limit. No handler is called for its event.</summary>
    private ReceivedMessage ReceiveOversized(IInflater inflater)
    {
        var envelope = TruncatedEnvelope.Read(inflater.Message);
        parts.Context.Oversized.Report(parts.Errors, parts.Id, envelope, inflater.MessageLength);
        var step = Take(envelope);
        if (step.IsEvent)
        {
            parts.Telemetry.ReceiveEvent(envelope, isHandled: false);
            offer?.Skip(envelope.Sequence);
            dispatcher.Skip(envelope.Sequence);
        }

        return new ReceivedMessage(step);
    }

    /// <summary>Passes a message to the lifecycle, and updates the shard's state.</summary>
    private LifecycleStep Take(in Envelope envelope)
    {
        long last = parts.Telemetry.CountsGaps ? lifecycle.LastSequence ?? 0 : 0;
        var step = lifecycle.Receive(envelope);
        if (last > 0 && step.IsEvent && envelope.Sequence > last + 1)
        {
            parts.Telemetry.CountGap();
        }

        Note(step, envelope.Op);
        return step;
    }

    /// <summary>Updates the shard's state after a message, before its handlers are called.</summary>
    private void Note(in LifecycleStep step, Opcode op)
    {
        if (op == Opcode.HeartbeatAck)
        {
            Heartbeat.Acknowledge();
        }
        else if (step.Action == LifecycleAction.Drop)
        {
            life.CountRepeated();
            if (offer is not null)
            {
                // The events that the sink has not confirmed are repeated, so this is how a RESUME is answered.
                wasAnswered = true;
                handshake.Progress();
            }
        }
        else if (step.IsEvent)
        {
            if (step.Action is LifecycleAction.Ready or LifecycleAction.Resumed)
            {
                deadline.Clear();
                readySince = parts.Time.GetTimestamp();
                life.Begin(writer, Heartbeat, lifecycle.Session!, step.Action == LifecycleAction.Resumed);
            }

            life.CountEvent(step.Notice);
            wasAnswered |= offer is not null;
            if (readySince is null)
            {
                handshake.Progress();
            }
        }
    }

    private ValueTask ActAsync(in ReceivedMessage message, IInflater inflater) => message.Step.Action switch
    {
        LifecycleAction.Identify or LifecycleAction.Resume => Greet(message.Step.Action),
        LifecycleAction.Beat => Heartbeat.SendAsync(),
        LifecycleAction.Close => new ValueTask(CloseAsync(message.Step, message.CloseCode)),
        _ when message.IsRefused => OfferAgainAsync(inflater),
        _ => message.Calls == BeginResult.Begun ? default : GoOnAsync(inflater, message.Calls),
    };

    /// <summary>
    /// Waits at the limit of unfinished calls. Nothing more is read until there is room for the rest of this event's calls, or the
    /// connection is about to end.
    /// </summary>
    private async ValueTask GoOnAsync(IInflater inflater, BeginResult calls)
    {
        while (calls != BeginResult.Begun)
        {
            await dispatcher.WaitForRoomAsync(closeBegun.Token).ConfigureAwait(false);
            await Return();
            calls = GoOn(inflater.Message, calls);
        }
    }

    /// <summary>Await it to continue on the thread that reads, if there is one. Handlers begin on it.</summary>
    private ReaderThread.Awaitable Return() => connection is WebSocketConnection own ? own.Return() : default;

    private BeginResult GoOn(ReadOnlySpan<byte> message, BeginResult before)
    {
        // It was already read successfully.
        Envelope.TryRead(message, out var envelope);
        if (!Volatile.Read(ref discarding))
        {
            return dispatcher.GoOn(envelope, before);
        }

        dispatcher.GoOnAlone(envelope, before, stopping);
        return BeginResult.Begun;
    }

    private ValueTask Greet(LifecycleAction action)
    {
        beating = Heartbeat.RunAsync(step => CloseAsync(step, CloseRules.KeepSession));
        deadline.Clear();
        wasGreeted = true;
        greeting = handshake.GreetAsync(action == LifecycleAction.Resume ? lifecycle.Session : null, ended.Token);
        return default;
    }
}
