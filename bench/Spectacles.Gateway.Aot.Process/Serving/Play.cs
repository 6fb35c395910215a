namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>Sends a tape to one client: all its shards receive a portion before any receives the next.</summary>
/// <param name="shards">The number of its shards.</param>
internal sealed class Play(int shards)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int arrived;
    private int joined;

    /// <summary>Whether all shards have connected.</summary>
    public bool IsFull => joined == shards;

    public void Join() => joined++;

    /// <summary>Waits until all shards have connected.</summary>
    public async Task MeetAsync()
    {
        Task met;
        lock (gate)
        {
            met = all.Task;
            if (++arrived == shards)
            {
                arrived = 0;
                all.SetResult();
                all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        await met.WaitAsync(Deadline);
    }
}
