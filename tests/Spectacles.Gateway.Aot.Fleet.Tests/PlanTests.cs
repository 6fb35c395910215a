namespace Spectacles.Gateway.Fleet.Tests;

public sealed class PlanTests
{
    [Fact]
    public void Every_shard_is_in_the_group_that_lists_it()
    {
        var plan = new FleetPlan { Name = "bot", ShardCount = 50, GroupSize = 16 }.Validated();

        Assert.Equal(4, plan.Groups);
        Assert.Equal(Enumerable.Range(0, 50), Enumerable.Range(0, plan.Groups).SelectMany(plan.ShardsOf));
        Assert.All(Enumerable.Range(0, plan.Groups), group =>
            Assert.All(plan.ShardsOf(group), id => Assert.Equal(group, plan.GroupOf(id))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bot")]
    [InlineData("my.bot")]
    [InlineData("a-name-that-has-more-than-32-chars")]
    public void Names_that_a_broker_could_misread_are_refused(string name)
    {
        var plan = new FleetPlan { Name = name, ShardCount = 1 };

        Assert.Contains("lowercase letters", Assert.Throws<ArgumentException>(plan.Validated).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65_537, 16, 32)]
    [InlineData(1, 65, 32)]
    [InlineData(1, 16, 1_025)]
    [InlineData(1, 0, 32)]
    public void Numbers_out_of_range_are_refused(int shards, int groupSize, int partitions)
    {
        var plan = new FleetPlan { Name = "bot", ShardCount = shards, GroupSize = groupSize, Partitions = partitions };

        Assert.Throws<ArgumentOutOfRangeException>(plan.Validated);
    }

    [Fact]
    public void Sessions_of_the_largest_group_fit_into_a_value_of_the_state()
    {
        var plan = new FleetPlan { Name = "bot", ShardCount = 65_536, GroupSize = 64, Partitions = 1_024 }.Validated();
        var sessions = plan.ShardsOf(plan.Groups - 1).Select(id => new StoredSession
        {
            ShardId = id,
            ShardCount = plan.ShardCount,
            SessionId = new string('a', 64),
            ResumeUrl = new Uri("wss://gateway-us-east1-b.discord.gg"),
            Sequence = long.MaxValue,
            Intents = GatewayIntents.Guilds,
            ApiVersion = 10,
            ApplicationId = new Snowflake(ulong.MaxValue),
            UserId = new Snowflake(ulong.MaxValue),
            SavedAt = DateTimeOffset.MaxValue,
        });

        Assert.InRange(new SessionsEntry(long.MaxValue, [.. sessions]).Write().Length, 1, 64 * 1024);
    }
}
