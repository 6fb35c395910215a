using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Pacing;

/// <summary>Turns that are shared through real files: each queue of a test stands for a process.</summary>
public sealed class FileIdentifyQueueTests : IDisposable
{
    private const string Token = "MTIzNDU2Nzg5MDEyMzQ1Njc4.FileTurns.secret-secret";
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5.5);
    private readonly string directory = Directory.CreateTempSubdirectory("turns").FullName;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public async Task Turns_of_two_processes_are_more_than_five_seconds_apart()
    {
        FileIdentifyQueue[] processes = [Process(), Process()];
        var turns = new List<long>();
        for (int shard = 0; shard < 6; shard++)
        {
            await PassTimeUntilAsync(processes[shard % 2].WaitAsync(shard, 1, Cancel).AsTask());
            turns.Add(
                long.Parse(await File.ReadAllTextAsync(Directory.GetFiles(directory).Single(), Cancel), CultureInfo.InvariantCulture));
        }

        Assert.Equal(time.Start.ToUnixTimeMilliseconds(), turns[0]);
        Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Spacing.TotalMilliseconds));
    }

    [Fact]
    public async Task Process_that_loses_a_turn_to_another_process_waits_for_the_next_turn()
    {
        await Process().WaitAsync(0, 1, Cancel);
        Task[] turns = [Process().WaitAsync(1, 1, Cancel).AsTask(), Process().WaitAsync(2, 1, Cancel).AsTask()];

        time.Advance(Spacing + TimeSpan.FromMilliseconds(25));
        var first = await Task.WhenAny(turns).WaitAsync(TimeSpan.FromSeconds(20), Cancel);

        Assert.True(first.IsCompletedSuccessfully);
        _ = Assert.Single(turns, turn => !turn.IsCompleted);
        await PassTimeUntilAsync(Task.WhenAll(turns));
    }

    [Fact]
    public async Task Identify_buckets_do_not_wait_for_each_other()
    {
        var (first, second) = (Process(), Process());
        for (int shard = 0; shard < 16; shard++)
        {
            await (shard % 2 == 0 ? first : second).WaitAsync(shard, 16, Cancel);
        }

        Assert.False(second.WaitAsync(16, 16, Cancel).AsTask().IsCompleted);
    }

    [Fact]
    public async Task Bots_do_not_wait_for_each_other_and_file_names_do_not_contain_the_token()
    {
        await Process().WaitAsync(0, 1, Cancel);
        await new FileIdentifyQueue("one.two.three", directory, time).WaitAsync(0, 1, Cancel);

        Assert.Equal(2, Directory.GetFiles(directory).Length);
        Assert.DoesNotContain(Directory.GetFiles(directory), file => file.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Terminated_process_does_not_block_others()
    {
        var (dead, living) = (Process(), Process());
        await dead.WaitAsync(0, 1, Cancel);
        using var death = new CancellationTokenSource();
        var waiting = dead.WaitAsync(1, 1, death.Token).AsTask();
        await death.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var turn = living.WaitAsync(2, 1, Cancel).AsTask();
        time.Advance(Spacing - TimeSpan.FromMilliseconds(1));
        Assert.False(turn.IsCompleted);

        await PassTimeUntilAsync(turn);
    }

    [Fact]
    public async Task Locked_file_is_waited_for_until_its_process_ends()
    {
        await Process().WaitAsync(0, 1, Cancel);
        var holder = new FileStream(Directory.GetFiles(directory).Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        time.Advance(Spacing * 2);

        var turn = Process().WaitAsync(0, 1, Cancel).AsTask();
        for (int i = 0; i < 100; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.False(turn.IsCompleted);
        await holder.DisposeAsync();
        await PassTimeUntilAsync(turn);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("000001", true)]
    [InlineData("nonsense", false)]
    [InlineData("999999999999999\n", false)]
    [InlineData("4102444800000\n", false)]
    [InlineData("99999999999999999999999999999999999999", false)]
    public async Task Unreadable_or_future_timestamp_counts_as_just_used(string text, bool free)
    {
        await Process().WaitAsync(0, 1, Cancel);
        await File.WriteAllTextAsync(Directory.GetFiles(directory).Single(), text, Cancel);

        var turn = Process().WaitAsync(0, 1, Cancel).AsTask();

        Assert.Equal(free, turn.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(free, turn.IsCompleted);
        await PassTimeUntilAsync(turn);
    }

    [Fact]
    public async Task Invalid_directory_is_an_error_and_grants_no_turn()
    {
        string file = Path.Combine(directory, "file");
        await File.WriteAllTextAsync(file, "", Cancel);

        await Assert.ThrowsAnyAsync<IOException>(async () => await new FileIdentifyQueue(Token, file, time).WaitAsync(0, 1, Cancel));
        await Assert.ThrowsAnyAsync<IOException>(
            async () => await new FileIdentifyQueue(Token, Path.Combine(file, "below"), time).WaitAsync(0, 1, Cancel));
    }

    private FileIdentifyQueue Process() => new(Token, directory, time);

    private async Task PassTimeUntilAsync(Task happened)
    {
        while (!happened.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }

        await happened;
    }
}
