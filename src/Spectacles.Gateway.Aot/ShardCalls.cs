using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>Calls the handlers of one shard, in sequence order, each to its first await.</summary>
internal sealed class ShardCalls : IDisposable
{
    private readonly Shard shard;
    private readonly ShardContext context;
    private readonly AbsentFields absentFields;
    private readonly GuildArrivals arrivals;
    private EventCalls remaining = new([], [], []);
    private DispatchState state;
    private long pausedTicks;
    private long pausedSince;
    private long begun;
    private HandlerCall? current;
    private bool postponed;
    private OverlapWindow? countedBy;
    private volatile Task replay = Task.CompletedTask;
    private long begunUpTo;

    public ShardCalls(Shard shard, ShardContext context)
    {
        this.shard = shard;
        this.context = context;
        arrivals = context.Intake.ArrivalsOf(shard.Id);
        absentFields = new AbsentFields(context.Errors, shard.Id, context.AbsentFields);
        Window = new CallWindow<HandlerCall>(context.Options.MaxInFlight, context.Options.HandlerTimeout, context.Time, Report);
    }

    public CallWindow<HandlerCall> Window { get; }

    /// <summary>The greatest sequence up to which every call has begun and finished.</summary>
    public long Watermark => Window.Watermark(Volatile.Read(ref begunUpTo));

    /// <summary>The method that was called last, as errors name it.</summary>
    public string? Current => Volatile.Read(ref current)?.Method.Name;

    /// <summary>How many calls have begun so far.</summary>
    public long Begun => Volatile.Read(ref begun);

    /// <summary>Whether the read loop stands still for handlers.</summary>
    public bool IsPaused => Volatile.Read(ref pausedSince) != 0;

    /// <summary>How long the read loop has stood still for handlers so far.</summary>
    public TimeSpan PausedTime =>
        TimeSpan.FromTicks(Volatile.Read(ref pausedTicks)) + (Volatile.Read(ref pausedSince) is not 0 and var since ? context.Time.GetElapsedTime(since) : TimeSpan.Zero);

    /// <summary>A session begins or goes on after this sequence.</summary>
    public void StartAfter(long sequence) => Volatile.Write(ref begunUpTo, sequence);

    /// <summary>Begins the calls of an event.</summary>
    /// <returns>Whether all have begun. If not, wait with <see cref="WaitForRoomAsync"/>, then <see cref="TryGoOn"/> with the same bytes.</returns>
    public bool TryBegin(in Envelope envelope)
    {
        bool begins = arrivals.Take(envelope);
        var calls = CallsOf(envelope.Event);
        bool has = calls.HasMore;
        if (context.Intake.Role is { } role)
        {
            var verdict = context.Intake.Receive(role, shard.Id, envelope, has, begins);
            postponed = verdict == OverlapVerdict.Postpone;
            if (postponed)
            {
                return false;
            }

            has = verdict == OverlapVerdict.Handle;
            countedBy = has && !role.Joins ? role.Window : null;
        }

        if (!has)
        {
            Finish(envelope.Sequence);
            return true;
        }

        return TryBeginAll(envelope, calls);
    }

    /// <summary>Begins the calls that have not begun.</summary>
    public bool TryGoOn(in Envelope envelope)
    {
        if (postponed)
        {
            return TryBegin(envelope);
        }

        Pause();
        try
        {
            return TryBeginRest(envelope);
        }
        finally
        {
            ReadAgain();
        }
    }

    /// <summary>What was received while the shard was muted is to be handled first: postponed events wait for the end of this.</summary>
    public Func<IEnumerable<KeptEvent>, Task> BeginReplay(OverlapWindow overlap)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        replay = done.Task;
        return async kept =>
        {
            try
            {
                foreach (var one in kept)
                {
                    await ReplayAsync(one).ConfigureAwait(false);
                }
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
        Pause();
        try
        {
            await replay.WaitAsync(noMore).ConfigureAwait(false);
            await Window.WaitForRoomAsync(noMore).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (noMore.IsCancellationRequested)
        {
        }
        finally
        {
            ReadAgain();
        }
    }

    public void Dispose() => Window.Dispose();

    private async Task ReplayAsync(KeptEvent one)
    {
        bool all = TryBeginAll(EnvelopeOf(one), CallsOf(one.Name));
        while (!all)
        {
            await Window.WaitForRoomAsync(CancellationToken.None).ConfigureAwait(false);
            all = TryBeginRest(EnvelopeOf(one));
        }
    }

    private static Envelope EnvelopeOf(KeptEvent one) => new(Opcode.Dispatch, one.Sequence, one.Name, one.Data);

    private EventCalls CallsOf(ReadOnlySpan<byte> eventName) =>
        new(context.Handlers.TryGetHandlers(eventName, out var handlers) ? handlers : [], shard.Listeners.Find(eventName), context.Listeners.Find(eventName));

    private bool TryBeginAll(in Envelope envelope, in EventCalls calls)
    {
        remaining = calls;
        state = new DispatchState { Absent = absentFields };
        Pause();
        try
        {
            return TryBeginRest(envelope);
        }
        finally
        {
            ReadAgain();
        }
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

        Finish(envelope.Sequence);
        state = default;
        countedBy?.BegunByOld();
        countedBy = null;
        return true;
    }

    private void Begin(HandlerCall call, in Dispatch dispatch)
    {
        Window.BeginPart(call, dispatch.Sequence);
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

    private void Finish(long sequence)
    {
        // What is replayed comes later than its sequence.
        if (sequence > begunUpTo)
        {
            Volatile.Write(ref begunUpTo, sequence);
        }
    }

    private void Pause() => Volatile.Write(ref pausedSince, context.Time.GetTimestamp());

    private void ReadAgain()
    {
        // A replay beside the read loop may have ended the pause before.
        if (pausedSince is not 0 and var since)
        {
            Volatile.Write(ref pausedTicks, pausedTicks + context.Time.GetElapsedTime(since).Ticks);
            Volatile.Write(ref pausedSince, 0);
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
            JsonException e => (GatewayErrorKind.Payload, $"{call.Method.Event} does not fit the model that {name} takes: {e.Message} (sequence {sequence})"),
            _ => (GatewayErrorKind.Handler, $"{name} threw {failure.GetType().Name} at {call.Method.Event}: {failure.Message} (sequence {sequence})"),
        };
        context.Errors.Send(new GatewayError(kind, message, shard.Id)
        {
            Exception = failure,
            Event = call.Method.Event,
            Sequence = sequence,
            Handler = name,
        });
    }
}
