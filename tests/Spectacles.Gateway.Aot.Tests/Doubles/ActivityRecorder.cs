using System.Collections.Concurrent;
using System.Diagnostics;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// Samples the library's activities of one event name, because all tests of the process share the source, and keeps those that have ended.
/// </summary>
internal sealed class ActivityRecorder : IDisposable
{
    /// <summary>The tests that do not run at the same time.</summary>
    public const string Tests = "activities";

    private readonly ActivityListener listener;

    public ActivityRecorder(string eventName)
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Spectacles.Gateway",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Name == eventName ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = Ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public ConcurrentQueue<Activity> Ended { get; } = new();

    /// <summary>
    /// Listens, and samples nothing. The runtime's own code allocates until it is compiled a second time, so this waits for that.
    /// </summary>
    /// <returns>The recorder; null if that does not happen, because the process is busy.</returns>
    public static async Task<ActivityRecorder?> OfNothingAsync()
    {
        var recorder = new ActivityRecorder("");
        for (int attempt = 0; attempt < 200; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                CallActivity.Start("NOTHING", "nobody", 0, null, 0, default);
            }

            if (GC.GetAllocatedBytesForCurrentThread() == before)
            {
                return recorder;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        recorder.Dispose();
        return null;
    }

    public void Dispose() => listener.Dispose();
}
