namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>One client's performance: all its shards get a portion before any of them gets the next.</summary>
/// <param name="shards">How many shards it has.</param>
internal sealed class Play(int shards)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int arrived;
    private int joined;

    /// <summary>Whether all its shards have joined.</summary>
    public bool IsFull => joined == shards;

    public void Join() => joined++;

    /// <summary>Waits until all shards are here.</summary>
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
