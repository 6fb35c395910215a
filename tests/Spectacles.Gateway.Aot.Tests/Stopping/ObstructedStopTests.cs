namespace Spectacles.Gateway.Tests;

/// <summary>A cluster in memory that is stopped while the user's code blocks, and what every such test asserts.</summary>
public abstract class ObstructedStopTests : IAsyncDisposable
{
    private protected static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected MemoryGateway Gateway { get; } = new();

    private protected Obstacle Obstacle { get; } = new();

    public async ValueTask DisposeAsync()
    {
        Obstacle.Release();
        await Gateway.DisposeAsync();
        Obstacle.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes the cluster when the user's code blocks: that ends in time, and reports what was given up.</summary>
    private protected async Task DisposeInTimeAsync(string givenUp)
    {
        await Obstacle.ReachedAsync();
        var before = Gateway.Time.GetUtcNow();

        await EndsInTimeAsync(Gateway.Cluster!.DisposeAsync().AsTask(), before);

        await Gateway.AssertStopGaveUpAsync(givenUp);
    }

    private protected Task EndsInTimeAsync(Task stopping, DateTimeOffset begin) =>
        Gateway.PassTimeUntilAsync(stopping, begin + Deadline + TimeSpan.FromSeconds(0.5));
}
