namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>Sends a tape to one client: all its shards receive a portion before any receives the next.</summary>
/// <param name="shards">The number of its shards.</param>
internal sealed class Play(int shards)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private readonly List<Stream> streams = [];
    private TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int arrived;

    /// <summary>Whether all shards have connected.</summary>
    public bool IsFull => streams.Count == shards;

    /// <summary>The connections of all its shards.</summary>
    public Stream[] Streams => [.. streams];

    public void Join(Stream stream) => streams.Add(stream);

    /// <summary>Waits until all shards have connected. True for the last of them.</summary>
    public async Task<bool> MeetAsync()
    {
        Task met;
        bool isLast;
        lock (gate)
        {
            met = all.Task;
            isLast = ++arrived == shards;
            if (isLast)
            {
                arrived = 0;
                all.SetResult();
                all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        await met.WaitAsync(Deadline);
        return isLast;
    }
}
