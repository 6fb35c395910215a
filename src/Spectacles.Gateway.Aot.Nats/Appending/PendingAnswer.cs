using System.Globalization;
using System.Threading.Tasks.Sources;

namespace Spectacles.Gateway.Fleet;

/// <summary>The wait for the answer to one message. It is used again for the next one, with a new subject if one was given up.</summary>
/// <remarks>
/// The waiter continues on the thread that reads from the connection: another thread for each answer would be a fifth of what the append
/// of a pack costs.
/// </remarks>
internal sealed class PendingAnswer : IValueTaskSource<StoreAnswer>, IDisposable
{
    private const long Idle = -1;

    private readonly string prefix;
    private readonly ITimer timer;
    private ManualResetValueTaskSourceCore<StoreAnswer> source;

    /// <summary>Part of the subject, so that an answer that comes too late belongs to nothing.</summary>
    private long generation;

    /// <summary>The generation that is waited for.</summary>
    private long waiting = Idle;

    public PendingAnswer(string prefix, int number, TimeProvider time)
    {
        (this.prefix, Number) = (prefix, number);
        timer = time.CreateTimer(
            static state => ((PendingAnswer)state!).GiveUp(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ReplyTo = Subject();
    }

    /// <summary>Tells the waits of a connection apart.</summary>
    public int Number { get; }

    /// <summary>The subject for the answer.</summary>
    public string ReplyTo { get; private set; }

    /// <summary>Begins to wait. The task always ends: with the answer, or with <see cref="StoreAnswer.None"/>.</summary>
    public ValueTask<StoreAnswer> Begin(TimeSpan patience)
    {
        source.Reset();
        Volatile.Write(ref waiting, generation);
        timer.Change(patience, Timeout.InfiniteTimeSpan);
        return new ValueTask<StoreAnswer>(this, source.Version);
    }

    /// <summary>Ends the use of an answer, before the next <see cref="Begin"/>.</summary>
    public void End(StoreAnswer answer)
    {
        timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        if (answer.IsUnknown)
        {
            generation++;
            ReplyTo = Subject();
        }
    }

    /// <summary>Takes an answer from the server.</summary>
    public void Complete(long answered, StoreAnswer answer)
    {
        if (answered >= 0 && Interlocked.CompareExchange(ref waiting, Idle, answered) == answered)
        {
            source.SetResult(answer);
        }
    }

    /// <summary>Waits no longer.</summary>
    public void GiveUp() => Complete(Volatile.Read(ref waiting), StoreAnswer.None);

    public void Dispose()
    {
        timer.Dispose();
        GiveUp();
    }

    StoreAnswer IValueTaskSource<StoreAnswer>.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<StoreAnswer>.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource<StoreAnswer>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    private string Subject() => string.Create(CultureInfo.InvariantCulture, $"{prefix}.{Number}.{generation}");
}
