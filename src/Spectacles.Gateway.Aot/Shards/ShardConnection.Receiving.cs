namespace Spectacles.Gateway;

/// <content>What a received message leads to.</content>
internal sealed partial class ShardConnection
{
    /// <summary>From a frame to the first await of the handlers.</summary>
    /// <returns>What to do now; null when the message goes on in the next frame.</returns>
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

        if (inflater.MessageLength > inflater.Message.Length)
        {
            return ReceiveOversized(inflater);
        }

        if (parts.Events.HasReceived)
        {
            using var pause = dispatcher.Pauses.Begin();
            parts.Events.TellReceived(inflater.Message);
        }

        if (!Envelope.TryRead(inflater.Message, out var envelope))
        {
            return new ReceivedMessage(lifecycle.ReceiveGarbage("a message is no JSON object with an opcode"));
        }

        var step = lifecycle.Receive(envelope);
        Note(step, envelope.Op);
        return new ReceivedMessage(step, step.IsEvent ? dispatcher.Begin(envelope) : BeginResult.Begun);
    }

    /// <summary>A message exceeds the limit: of its event no handler is called.</summary>
    private ReceivedMessage ReceiveOversized(IInflater inflater)
    {
        var envelope = TruncatedEnvelope.Read(inflater.Message);
        parts.Context.Oversized.Report(parts.Errors, parts.Id, envelope, inflater.MessageLength);
        var step = lifecycle.Receive(envelope);
        Note(step, envelope.Op);
        if (step.IsEvent)
        {
            dispatcher.Skip(envelope.Sequence);
        }

        return new ReceivedMessage(step);
    }

    /// <summary>What a message means for the shard, before its handlers are called.</summary>
    private void Note(in LifecycleStep step, Opcode op)
    {
        if (op == Opcode.HeartbeatAck)
        {
            Heartbeat.Acknowledge();
        }
        else if (step.Action == LifecycleAction.Drop)
        {
            life.CountRepeated();
        }
        else if (step.IsEvent)
        {
            if (step.Action is LifecycleAction.Ready or LifecycleAction.Resumed)
            {
                deadline.Clear();
                readySince = parts.Time.GetTimestamp();
                life.Begin(writer, lifecycle.Session!, step.Action == LifecycleAction.Resumed);
            }

            life.CountEvent(step.Notice);
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
        _ => message.Calls == BeginResult.Begun ? default : GoOnAsync(inflater, message.Calls),
    };

    /// <summary>The handlers are at the limit: read no more until those that finish make room for the rest of this event's calls, or the connection is to end.</summary>
    private async ValueTask GoOnAsync(IInflater inflater, BeginResult calls)
    {
        while (calls != BeginResult.Begun)
        {
            await dispatcher.WaitForRoomAsync(closeBegun.Token).ConfigureAwait(false);
            calls = GoOn(inflater.Message, calls);
        }
    }

    private BeginResult GoOn(ReadOnlySpan<byte> message, BeginResult before)
    {
        // It was read once already.
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
