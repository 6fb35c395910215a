using Spectacles.Gateway.Cli.RestProxy;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>Which tokens the proxy keeps limits for.</summary>
public sealed class ProxyLimitsTests : IDisposable
{
    private const int Most = 1_000;

    // "Bot " and a token whose first part is the id 1.
    private const string Bot = "Bot MQ.x.y";

    private readonly ProxyLimits limits = new(new RateLimitOptions(), TimeProvider.System);

    public void Dispose() => limits.Dispose();

    [Fact]
    public void Refused_token_is_forgotten_before_one_that_was_used_longer_ago()
    {
        var bot = Use(Bot);
        Assert.True(limits.IsApplication(1));
        var refused = Use("refused", isRefused: true);
        Fill(Most - 2);

        Use("new");

        Assert.Same(bot, Use(Bot));
        Assert.NotSame(refused, Use("refused"));
    }

    [Fact]
    public void Token_that_was_used_longest_ago_is_forgotten()
    {
        var bot = Use(Bot);
        Fill(Most - 1);
        Assert.Same(bot, Use(Bot));
        Use("new");
        Assert.Same(bot, Use(Bot));

        Fill(Most);

        Assert.False(limits.IsApplication(1));
        Assert.NotSame(bot, Use(Bot));
        Assert.True(limits.IsApplication(1));
    }

    [Fact]
    public void Token_with_calls_is_not_forgotten()
    {
        var calling = Enumerable.Range(0, Most).Select(i => limits.Begin($"calling {i}")!).ToArray();
        Assert.Null(limits.Begin("new"));

        limits.End(calling[5], isRefused: false);

        Assert.NotNull(limits.Begin("new"));
        Assert.Null(limits.Begin("calling 5"));
        Assert.Same(calling[6], limits.Begin("calling 6"));
    }

    private void Fill(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Use($"token {i}");
        }
    }

    private ProxiedBot? Use(string authorization, bool isRefused = false)
    {
        var bot = limits.Begin(authorization);
        limits.End(bot!, isRefused);
        return bot;
    }
}
