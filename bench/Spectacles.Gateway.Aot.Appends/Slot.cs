using System.Globalization;
using System.Threading.Tasks.Sources;

namespace Spectacles.Gateway.Appends;

/// <summary>
/// One append in flight: the subject for its answer, and the task that completes with the answer. The next append uses it again.
/// </summary>
internal sealed class Slot(string prefix, int number) : IValueTaskSource<Acknowledgement>
{
    private ManualResetValueTaskSourceCore<Acknowledgement> answer = new() { RunContinuationsAsynchronously = true };
    private int generation;
    private int waiting;

    public int Generation => generation;

    /// <summary>The subject for the answer.</summary>
    public string Reply { get; private set; } = Subject(prefix, number, 0);

    /// <summary>Starts to wait for an answer.</summary>
    public ValueTask<Acknowledgement> Arm()
    {
        answer.Reset();
        Volatile.Write(ref waiting, 1);
        return new ValueTask<Acknowledgement>(this, answer.Version);
    }

    public void Complete(Acknowledgement acknowledgement)
    {
        if (Interlocked.Exchange(ref waiting, 0) == 1)
        {
            answer.SetResult(acknowledgement);
        }
    }

    /// <summary>Stops waiting for an answer. If it arrives later, it is ignored.</summary>
    public void GiveUp()
    {
        generation++;
        Reply = Subject(prefix, number, generation);
        Complete(Acknowledgement.Lost);
    }

    Acknowledgement IValueTaskSource<Acknowledgement>.GetResult(short token) => answer.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<Acknowledgement>.GetStatus(short token) => answer.GetStatus(token);

    void IValueTaskSource<Acknowledgement>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        answer.OnCompleted(continuation, state, token, flags);

    private static string Subject(string prefix, int number, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}.{number}.{generation}");
}
