using System.Diagnostics;
using System.Text.Json;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway;

/// <summary>Calls the handlers and listeners of one shard, in sequence order, each up to its first await.</summary>
/// <remarks>The read loop calls it, one event at a time.</remarks>
internal sealed partial class Dispatcher : IDisposable
{
    private static readonly ActivityContext NoOrigin;

    private readonly Shard shard;
    private readonly DispatcherOptions options;
    private readonly ListenerSet listeners;
    private readonly GuildArrivals? arrivals;
    private readonly ErrorReport errors;
    private readonly FieldReports fieldReports;
    private EventCalls remaining = new([], [], []);
    private long begun;
    private volatile SessionProgress session = new(0);

    /// <param name="shard">The shard that handlers receive.</param>
    /// <param name="options">The options shared with other shards.</param>
    /// <param name="listeners">The listeners of the shard.</param>
    /// <param name="arrivals">Receives each event before its calls begin; null for a shard whose guilds are not tracked.</param>
    /// <param name="errors">Where errors of handlers are reported.</param>
    public Dispatcher(Shard shard, DispatcherOptions options, ListenerSet listeners, GuildArrivals? arrivals, ErrorReport errors)
    {
        this.shard = shard;
        this.options = options;
        this.listeners = listeners;
        this.arrivals = arrivals;
        this.errors = errors;
        fieldReports = new FieldReports(errors, shard.Id, options.ReportedFields);
        Pauses = new ReadPauses(options.Time);
        Telemetry = new ShardTelemetry(options.Telemetry, shard.Id);
        Window = new CallWindow(options.MaxInFlight, options.HandlerTimeout, options.Time, Report, Telemetry);
    }

    public CallWindow Window { get; }

    public ShardTelemetry Telemetry { get; }

    /// <summary>The greatest sequence up to which every call has begun and finished.</summary>
    public long Watermark => Window.Watermark(Math.Min(session.BegunUpTo, Volatile.Read(ref heldBack) - 1));

    /// <summary>The number of calls that have begun.</summary>
    public long Begun => Volatile.Read(ref begun);

    /// <summary>The time for which the read loop has been paused for handlers and listeners.</summary>
    public ReadPauses Pauses { get; }

    /// <summary>Starts counting after a sequence, at which a session begins or continues.</summary>
    public void StartAfter(long sequence)
    {
        session = new SessionProgress(sequence);

        // What remains to be replayed belongs to the previous session.
        Volatile.Write(ref heldBack, long.MaxValue);
    }

    /// <summary>Begins the calls of an event.</summary>
    /// <returns>
    /// The progress of the calls. If not all have begun, wait with <see cref="WaitForRoomAsync"/>, then call <see cref="GoOn"/> with the
    /// same bytes.
    /// </returns>
    /// <param name="envelope">The event.</param>
    /// <param name="outcome">Counts the calls; null if the outcome of the event is not needed.</param>
    public BeginResult Begin(in Envelope envelope, EventOutcome? outcome = null) =>
        !earlier.IsCompleted ? BeginResult.Held : Choose(envelope, session, outcome) switch
        {
            FilterVerdict.Postpone => BeginResult.Held,
            FilterVerdict.Leave => BeginResult.Begun,
            _ => BeginRestInTime(envelope),
        };

    /// <summary>Begins the remaining calls of an event.</summary>
    /// <param name="envelope">The event.</param>
    /// <param name="before">The previous result.</param>
    public BeginResult GoOn(in Envelope envelope, BeginResult before) =>
        before == BeginResult.Held ? Begin(envelope) : BeginRestInTime(envelope);

    /// <summary>
    /// Skips an event that was discarded unread. It counts as finished, at the latest with the next event, so that a stored session does
    /// not receive it again.
    /// </summary>
    public void Skip(long sequence)
    {
        if (earlier.IsCompleted)
        {
            session.Begin(sequence);
        }
    }

    /// <summary>Waits until a call can begin, or until no further call may begin.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken noMore)
    {
        using var pause = Pauses.Begin();
        try
        {
            await earlier.WaitAsync(noMore).ConfigureAwait(false);
            await Window.WaitForRoomAsync(noMore).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (noMore.IsCancellationRequested)
        {
        }
    }

    public void Dispose() => Window.Dispose();

    private EventCalls CallsOf(
        ReadOnlySpan<byte> eventName, SessionProgress of, bool inOrder, IEventFilter? filter = null, EventOutcome? outcome = null) =>
        new(options.Handlers.Find(eventName), listeners.Find(eventName), options.Listeners.Find(eventName))
        {
            Session = of,
            IsInOrder = inOrder,
            Filter = filter,
            Outcome = outcome,
            State = new DispatchState { Reports = fieldReports },
        };

    /// <summary>Chooses the calls of an event.</summary>
    /// <returns>Whether they begin now. Otherwise nothing of the event that is in progress has changed.</returns>
    private FilterVerdict Choose(in Envelope envelope, SessionProgress of, EventOutcome? outcome)
    {
        bool begins = arrivals?.Take(envelope) ?? false;
        var filter = options.Filter.Filter;

        // A sequence that repeats, goes back or is missing does not say how far the session has come.
        var calls = CallsOf(envelope.Event, of, inOrder: envelope.Sequence > of.BegunUpTo, filter, outcome);
        var verdict = filter?.Receive(shard.Id, envelope, calls.HasMore, begins) ?? FilterVerdict.Handle;
        if (verdict != FilterVerdict.Postpone)
        {
            Telemetry.ReceiveEvent(envelope, verdict == FilterVerdict.Handle && calls.HasMore);
        }

        if (verdict == FilterVerdict.Handle)
        {
            remaining = calls;
        }
        else if (verdict == FilterVerdict.Leave)
        {
            of.Begin(envelope.Sequence);
            arrivals?.CallsBegun();
        }

        return verdict;
    }

    /// <summary>
    /// Begins the remaining calls on the read loop. While handlers run on its thread it does not read, which must not be attributed to the
    /// peer.
    /// </summary>
    private BeginResult BeginRestInTime(in Envelope envelope)
    {
        if (!remaining.HasMore)
        {
            return End(envelope);
        }

        using var pause = Pauses.Begin();
        return BeginRest(envelope);
    }

    private BeginResult BeginRest(in Envelope envelope)
    {
        var dispatch = new Dispatch(envelope.Event, envelope.Data, envelope.Sequence, ref remaining.State);
        while (remaining.HasMore)
        {
            if (Window.IsFull)
            {
                remaining.BeginWait(options.Time);
                return BeginResult.Full;
            }

            remaining.EndWait(options.Time);
            Call(remaining.Take(), dispatch);
        }

        return End(envelope);
    }

    private BeginResult End(in Envelope envelope)
    {
        remaining.Session!.Begin(envelope.Sequence);
        arrivals?.CallsBegun();
        remaining.Filter?.CallsBegun();
        remaining.State = default;
        return BeginResult.Begun;
    }

    private void Call(HandlerCall call, in Dispatch dispatch)
    {
        Window.BeginPart(call, dispatch.Sequence, remaining.IsInOrder);
        Volatile.Write(ref begun, begun + 1);
        ref readonly var origin = ref remaining.Outcome is { } counted ? ref counted.Origin : ref NoOrigin;
        var measure = Telemetry.BeginCall(call.Method.EventName, call.Method.Name, dispatch.Sequence, origin);
        try
        {
            var task = call.Handler.InvokeAsync(call.Index, dispatch, shard, options.HandlerStop);
            if (task.IsCompletedSuccessfully)
            {
                // A pooled source of the task returns to its pool only when the result is read.
                task.GetAwaiter().GetResult();
                Telemetry.EndCall(measure, call.Method.EventName, call.Method.Name, null);
            }
            else
            {
                Window.Track(task, remaining.Outcome, measure);
            }
        }
#pragma warning disable CA1031 // Any exception of a handler is reported; the shard continues.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var failed = Report(call, dispatch.Sequence, e);
            Telemetry.EndCall(measure, call.Method.EventName, call.Method.Name, e.GetType().FullName);
            remaining.Outcome?.Raise(failed);
        }
        finally
        {
            Window.EndPart();
        }
    }

    /// <summary>Reports a call that failed, or was abandoned if there is no failure.</summary>
    /// <returns>The outcome of the call.</returns>
    private DispatchOutcome Report(HandlerCall call, long sequence, Exception? failure)
    {
        if (failure is OperationCanceledException && options.HandlerStop.IsCancellationRequested)
        {
            // The handler was canceled, and has ended.
            return DispatchOutcome.Abandoned;
        }

        string name = call.Method.Name;
        var (kind, message) = failure switch
        {
            null => (GatewayErrorKind.HandlerTimeout, $"{name} has not finished {call.Method.EventName} within "
                + $"{options.HandlerTimeout.TotalSeconds} s (sequence {sequence}). The shard no longer waits for it."),
            JsonException e => (GatewayErrorKind.Payload, $"{call.Method.EventName} does not match the model that {name} takes: "
                + $"{PeerText.Escape(e.Message, PeerText.Long)} (sequence {sequence})"),
            _ => (GatewayErrorKind.Handler, $"{name} threw {failure.GetType().Name} at {call.Method.EventName}: "
                + $"{PeerText.Escape(failure.Message, PeerText.Long)} (sequence {sequence})"),
        };

        // The message of a JSON error may quote the payload.
        var shown = failure is JsonException ? ConnectFailure.Printable(failure) : failure;
        errors.Send(
            new GatewayError(kind, message, shard.Id)
            {
                Exception = shown,
                EventName = call.Method.EventName,
                Sequence = sequence,
                Handler = name,
            });
        return failure is null ? DispatchOutcome.Abandoned : DispatchOutcome.Failed;
    }
}
