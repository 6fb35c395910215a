namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>Calls that run one after the other if they have the same key.</summary>
public sealed class CallChainTests
{
    private readonly CallChains<int> chains = new();
    private readonly List<string> begun = [];

    [Fact]
    public async Task Call_begins_when_the_earlier_ones_of_its_key_have_ended()
    {
        var first = new TaskCompletionSource<int>();
        var one = Add(1, "first", first.Task);
        var two = Add(1, "second", Task.FromResult(2));
        var other = Add(2, "other", Task.FromResult(3));

        Assert.Equal(["first", "other"], begun);
        Assert.Equal((2, 1), (chains.CountOf(1), chains.Keys));
        first.SetResult(1);
        int[] results = await Task.WhenAll(one, two, other);
        Assert.Equal([1, 2, 3], results);
        Assert.Equal(["first", "other", "second"], begun);
    }

    [Fact]
    public async Task Call_that_fails_is_followed_by_the_next_one()
    {
        var first = new TaskCompletionSource<int>();
        var failing = Add(1, "failing", first.Task);
        var next = Add(1, "next", Task.FromResult(2));

        first.SetException(new FormatException("no"));

        await Assert.ThrowsAsync<FormatException>(() => failing);
        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task Key_without_unfinished_calls_is_forgotten()
    {
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(key => Add(key % 10, $"{key}", Task.FromResult(key))));

        Assert.Equal((0, 0), (chains.Keys, chains.CountOf(1)));
    }

    private Task<int> Add(int key, string name, Task<int> end) => chains.AddAsync(key, () =>
    {
        begun.Add(name);
        return new ValueTask<int>(end);
    });
}
