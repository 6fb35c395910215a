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
}
