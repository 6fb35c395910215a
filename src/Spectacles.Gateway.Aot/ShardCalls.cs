using System.Text.Json;
using Spectacles.Gateway.Dispatching;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>Calls the handlers of one shard, in sequence order, each to its first await.</summary>
internal sealed class ShardCalls : IDisposable
{
    private static readonly HandlerCall[] None = [];

    private readonly Shard shard;
    private readonly ShardContext context;
    private HandlerCall[] remaining = None;
    private int next;
    private DispatchState state;
    private long readingSince;
    private bool paused;
    private long begun;
    private HandlerCall? current;
    private long halfBegun;

    public ShardCalls(Shard shard, ShardContext context)
    {
        this.shard = shard;
        this.context = context;
        Window = new CallWindow<HandlerCall>(context.Options.MaxInFlight, context.Options.HandlerTimeout, context.Time, Report);
    }

    public CallWindow<HandlerCall> Window { get; }

    /// <summary>The greatest sequence up to which every call has begun and finished.</summary>
    /// <param name="received">The last sequence received.</param>
    public long Watermark(long received) => Window.Watermark(Volatile.Read(ref halfBegun) is > 0 and var sequence ? sequence - 1 : received);

    /// <summary>The method that was called last, as errors name it.</summary>
    public string? Current => Volatile.Read(ref current)?.Method.Name;

    /// <summary>How many calls have begun so far.</summary>
    public long Begun => Volatile.Read(ref begun);

    /// <summary>Whether the read loop stands still for handlers.</summary>
    public bool IsPaused => Volatile.Read(ref paused);

    /// <summary>Whether messages have been read all the time since a moment of the clock.</summary>
    public bool WasReadingSince(long timestamp) => !IsPaused && Volatile.Read(ref readingSince) <= timestamp;

    /// <summary>Begins the calls of an event.</summary>
    /// <returns>Whether all have begun. If not, wait with <see cref="WaitForRoomAsync"/>, then <see cref="TryGoOn"/> with the same bytes.</returns>
    public bool TryBegin(in Envelope envelope)
    {
        if (!context.Handlers.TryGetHandlers(envelope.Event, out remaining))
        {
            return true;
        }

        next = 0;
        state = default;
        return TryGoOn(envelope);
    }

    /// <summary>Begins the calls that have not begun.</summary>
    public bool TryGoOn(in Envelope envelope)
    {
        var dispatch = new Dispatch(envelope.Event, envelope.Data, envelope.Sequence, ref state);
        while (next < remaining.Length)
        {
            if (Window.IsFull)
            {
                Volatile.Write(ref halfBegun, envelope.Sequence);
                return false;
            }

            Begin(remaining[next++], dispatch);
        }

        Volatile.Write(ref halfBegun, 0);
        state = default;
        return true;
    }

    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref paused, true);
        try
        {
            await Window.WaitForRoomAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ReadAgain();
        }
    }

    public void Dispose() => Window.Dispose();

    private void Begin(HandlerCall call, in Dispatch dispatch)
    {
        Volatile.Write(ref paused, true);
        Volatile.Write(ref begun, begun + 1);
        Volatile.Write(ref current, call);
        try
        {
            var task = call.Handler.InvokeAsync(call.Index, dispatch, shard, context.HandlerStop);
            if (!task.IsCompletedSuccessfully)
            {
                Window.Track(task, call, dispatch.Sequence);
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
            ReadAgain();
        }
    }

    private void ReadAgain()
    {
        Volatile.Write(ref readingSince, context.Time.GetTimestamp());
        Volatile.Write(ref paused, false);
    }

    private void Report(HandlerCall call, long sequence, Exception? failure)
    {
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
