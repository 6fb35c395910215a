using System.Text.Json;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>Calls the handlers of one shard, in sequence order, each to its first await.</summary>
internal sealed class ShardCalls : IDisposable
{
    private readonly Shard shard;
    private readonly ShardContext context;
    private readonly FieldReports fieldReports;
    private readonly GuildArrivals arrivals;
    private EventCalls remaining = new([], [], []);
    private DispatchState state;
    private long begun;
    private HandlerCall? current;
    private bool postponed;
    private OverlapWindow? countedBy;
    private volatile Task earlier = Task.CompletedTask;
    private long heldBack = long.MaxValue;
    private volatile SessionProgress session = new(0);
    private SessionProgress takenIn;
    private bool isInOrder;

    public ShardCalls(Shard shard, ShardContext context)
    {
        this.shard = shard;
        this.context = context;
        takenIn = session;
        arrivals = context.Intake.ArrivalsOf(shard.Id);
        fieldReports = new FieldReports(context.Errors, shard.Id, context.ReportedFields);
        Pauses = new ReadPauses(context.Time);
        Window = new CallWindow<HandlerCall>(context.Options.MaxInFlight, context.Options.HandlerTimeout, context.Time, Report);
    }

    public CallWindow<HandlerCall> Window { get; }

    /// <summary>The greatest sequence up to which every call has begun and finished.</summary>
    public long Watermark => Window.Watermark(Math.Min(session.BegunUpTo, Volatile.Read(ref heldBack) - 1));

    /// <summary>The method that was called last, as errors name it.</summary>
    public string? Current => Volatile.Read(ref current)?.Method.Name;

    /// <summary>How many calls have begun so far.</summary>
    public long Begun => Volatile.Read(ref begun);

    /// <summary>How long the read loop has stood still for handlers and listeners.</summary>
    public ReadPauses Pauses { get; }

    /// <summary>A session begins or goes on after this sequence.</summary>
    public void StartAfter(long sequence)
    {
        session = new SessionProgress(sequence);

        // What is still to be replayed is of the session before.
        Volatile.Write(ref heldBack, long.MaxValue);
    }

    /// <summary>Begins the calls of an event.</summary>
    /// <returns>Whether all have begun. If not, wait with <see cref="WaitForRoomAsync"/>, then <see cref="TryGoOn"/> with the same bytes.</returns>
    public bool TryBegin(in Envelope envelope)
    {
        postponed = !earlier.IsCompleted || !TryChoose(envelope, session);
        if (postponed)
        {
            return false;
        }

        if (!remaining.HasMore)
        {
            takenIn.Begin(envelope.Sequence);
            arrivals.CallsBegun();
            return true;
        }

        return TryBeginRestInTime(envelope);
    }

    /// <summary>An event was discarded unread. It counts as finished, at the latest with the next event, so that a stored session does not bring it again.</summary>
    public void Skip(long sequence)
    {
        if (earlier.IsCompleted)
        {
            session.Begin(sequence);
        }
    }

    /// <summary>Begins the calls that have not begun.</summary>
    public bool TryGoOn(in Envelope envelope) => postponed ? TryBegin(envelope) : TryBeginRestInTime(envelope);

    /// <summary>The connection ends before all calls of its last event have begun: no other one brings it again. They begin as room comes, before those of what is read next.</summary>
    /// <param name="envelope">The event.</param>
    /// <param name="stopping">Leaves the rest to the next process: the watermark is below the event.</param>
    public void GoOnAlone(in Envelope envelope, CancellationToken stopping) =>
        earlier = GoOnAloneAsync(earlier, new KeptEvent(shard.Id, envelope.Event.ToArray(), envelope.Data.ToArray(), envelope.Sequence), chosen: !postponed, session, stopping);

    /// <summary>What was received while the shard was muted is to be handled before anything that is read from now on.</summary>
    /// <returns>Handles it. When it is stopped before the end, the watermark stays below the first event of which calls have not begun.</returns>
    public Func<IEnumerable<KeptEvent>, CancellationToken, Task> BeginReplay(OverlapWindow overlap)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        earlier = done.Task;
        var of = session;
        return async (kept, stopping) =>
        {
            try
            {
                foreach (var one in kept)
                {
                    HoldBack(one.Sequence, of);
                    Take(CallsOf(one.Name), of, inOrder: true);
                    await BeginRestAsync(one, stopping).ConfigureAwait(false);
                }

                HoldBack(long.MaxValue, of);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
            }
            finally
            {
                overlap.EndReplay(shard.Id);
                done.SetResult();
            }
        };
    }

    /// <summary>Waits until a call may begin, or until there is to be none.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken noMore)
    {
        Pauses.Begin();
        try
        {
            await earlier.WaitAsync(noMore).ConfigureAwait(false);
            await Window.WaitForRoomAsync(noMore).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (noMore.IsCancellationRequested)
        {
        }
        finally
        {
            Pauses.End();
        }
    }

    public void Dispose() => Window.Dispose();

    private static Envelope EnvelopeOf(KeptEvent one) => new(Opcode.Dispatch, one.Sequence, one.Name, one.Data);

    private async Task GoOnAloneAsync(Task before, KeptEvent one, bool chosen, SessionProgress session, CancellationToken stopping)
    {
        try
        {
            await before.ConfigureAwait(false);
            if (chosen || TryChoose(EnvelopeOf(one), session))
            {
                await BeginRestAsync(one, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    /// <summary>Begins calls beside the read loop, which begins none meanwhile.</summary>
    private async Task BeginRestAsync(KeptEvent one, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        while (!TryBeginRest(EnvelopeOf(one)))
        {
            await Window.WaitForRoomAsync(stopping).ConfigureAwait(false);
        }
    }

    private EventCalls CallsOf(ReadOnlySpan<byte> eventName) =>
        new(context.Handlers.TryGetHandlers(eventName, out var handlers) ? handlers : [], shard.Listeners.Find(eventName), context.Listeners.Find(eventName));

    /// <summary>Chooses who is called.</summary>
    /// <returns>Whether that is to be now.</returns>
    private bool TryChoose(in Envelope envelope, SessionProgress session)
    {
        bool begins = arrivals.Take(envelope);
        var calls = CallsOf(envelope.Event);
        if (context.Intake.Role is { } role)
        {
            var verdict = context.Intake.Receive(role, shard.Id, envelope, calls.HasMore, begins);
            if (verdict == OverlapVerdict.Postpone)
            {
                return false;
            }

            bool handles = verdict == OverlapVerdict.Handle;
            calls = handles ? calls : new([], [], []);
            countedBy = handles && !role.Joins ? role.Window : null;
        }

        // A sequence that repeats, goes back or is missing does not say how far the session has come.
        Take(calls, session, inOrder: envelope.Sequence > session.BegunUpTo);
        return true;
    }

    private void Take(in EventCalls calls, SessionProgress session, bool inOrder)
    {
        remaining = calls;
        takenIn = session;
        isInOrder = inOrder;
        state = new DispatchState { Reports = fieldReports };
    }

    /// <summary>The read loop's own: while handlers run on its thread it does not read, which is not the peer's fault.</summary>
    private bool TryBeginRestInTime(in Envelope envelope)
    {
        Pauses.Begin();
        bool all = TryBeginRest(envelope);
        Pauses.End();
        return all;
    }

    private bool TryBeginRest(in Envelope envelope)
    {
        var dispatch = new Dispatch(envelope.Event, envelope.Data, envelope.Sequence, ref state);
        while (remaining.HasMore)
        {
            if (Window.IsFull)
            {
                return false;
            }

            Begin(remaining.Take(), dispatch);
        }

        takenIn.Begin(envelope.Sequence);
        arrivals.CallsBegun();
        state = default;
        countedBy?.BegunByOld();
        countedBy = null;
        return true;
    }

    private void Begin(HandlerCall call, in Dispatch dispatch)
    {
        Window.BeginPart(call, dispatch.Sequence, isInOrder);
        Volatile.Write(ref begun, begun + 1);
        Volatile.Write(ref current, call);
        try
        {
            var task = call.Handler.InvokeAsync(call.Index, dispatch, shard, context.HandlerStop);
            if (task.IsCompletedSuccessfully)
            {
                // A pooled source behind the task goes back to its pool only when the result is taken.
                task.GetAwaiter().GetResult();
            }
            else
            {
                Window.Track(task);
            }
        }
#pragma warning disable CA1031 // Whatever a handler throws is reported and ends nothing.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Report(call, dispatch.Sequence, e);
        }
        finally
        {
            Window.EndPart();
        }
    }

    private void HoldBack(long sequence, SessionProgress of)
    {
        if (session == of)
        {
            Volatile.Write(ref heldBack, sequence);
        }
    }

    private void Report(HandlerCall call, long sequence, Exception? failure)
    {
        if (failure is OperationCanceledException && context.HandlerStop.IsCancellationRequested)
        {
            // It was asked to end, and has.
            return;
        }

        string name = call.Method.Name;
        var (kind, message) = failure switch
        {
            null => (GatewayErrorKind.HandlerTimeout, $"{name} has not finished {call.Method.Event} within {context.Options.HandlerTimeout.TotalSeconds} s (sequence {sequence}). It is no longer waited for."),
            JsonException e => (GatewayErrorKind.Payload, $"{call.Method.Event} does not fit the model that {name} takes: {PeerText.Escape(e.Message, PeerText.Long)} (sequence {sequence})"),
            _ => (GatewayErrorKind.Handler, $"{name} threw {failure.GetType().Name} at {call.Method.Event}: {PeerText.Escape(failure.Message, PeerText.Long)} (sequence {sequence})"),
        };
        // The message of a JSON error may quote the payload.
        var shown = failure is JsonException ? ConnectFailure.Printable(failure) : failure;
        context.Errors.Send(new GatewayError(kind, message, shard.Id) { Exception = shown, Event = call.Method.Event, Sequence = sequence, Handler = name });
    }
}
