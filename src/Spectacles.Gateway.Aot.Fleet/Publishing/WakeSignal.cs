using System.Threading.Tasks.Sources;

namespace Spectacles.Gateway.Fleet;

/// <summary>
/// A signal for one waiter, which continues on the thread that sets it. It is used again and again, without an allocation.
/// </summary>
internal sealed class WakeSignal : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> source;

    /// <summary>Makes it wait for the next <see cref="Set"/>. Nobody may wait at the moment.</summary>
    public void Reset() => source.Reset();

    /// <summary>Wakes the waiter, now or when it begins to wait. To be called once after each <see cref="Reset"/>.</summary>
    public void Set() => source.SetResult(true);

    /// <summary>Waits, once after each <see cref="Reset"/>.</summary>
    public ValueTask WaitAsync() => new(this, source.Version);

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
