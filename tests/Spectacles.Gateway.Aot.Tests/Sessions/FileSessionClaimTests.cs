namespace Spectacles.Gateway.Tests.Sessions;

/// <summary>Which of the processes that share a file of sessions serves a shard.</summary>
public sealed class FileSessionClaimTests : IDisposable
{
    private readonly SessionDirectory directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Shard_is_claimed_by_one_store_at_a_time()
    {
        var first = directory.NewStore();
        var second = directory.NewStore();

        Assert.True(await first.TryClaimAsync(0, Cancel));
        Assert.False(await first.TryClaimAsync(0, Cancel));
        Assert.False(await second.TryClaimAsync(0, Cancel));
        Assert.True(await second.TryClaimAsync(1, Cancel));
        Assert.True(await directory.NewStore("another.gateway.token").TryClaimAsync(0, Cancel));
        await second.ReleaseAsync(0, Cancel);
        Assert.False(await second.TryClaimAsync(0, Cancel));
        await first.ReleaseAsync(0, Cancel);

        Assert.True(await second.TryClaimAsync(0, Cancel));
    }

    [Fact]
    public async Task Released_shard_can_be_claimed_by_another_store()
    {
        var former = directory.NewStore();
        var latter = directory.NewStore();
        await former.TryClaimAsync(0, Cancel);
        await former.SaveAsync(Sample.Session(1), Cancel);
        var lastSave = former.SaveAsync(Sample.Session(0, sequence: 7), Cancel);
        await former.RemoveAsync(2, Cancel);
        await former.ReleaseAsync(0, Cancel);

        Assert.Equal(7, (await latter.LoadAsync(0, Cancel))!.Sequence);
        await lastSave;
        await latter.TryClaimAsync(0, Cancel);
        await latter.SaveAsync(Sample.Session(0, sequence: 9), Cancel);
        await latter.SaveAsync(Sample.Session(2, sequence: 5), Cancel);
        await former.SaveAsync(Sample.Session(1, sequence: 8), Cancel);

        var read = directory.NewStore();
        Assert.Equal(
            (9, 8, 5),
            (
                (await read.LoadAsync(0, Cancel))!.Sequence,
                (await read.LoadAsync(1, Cancel))!.Sequence,
                (await read.LoadAsync(2, Cancel))!.Sequence));
    }
}
