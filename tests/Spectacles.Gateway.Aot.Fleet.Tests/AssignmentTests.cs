namespace Spectacles.Gateway.Fleet.Tests;

public sealed class AssignmentTests
{
    private static readonly string[] Nodes = ["a", "b", "c", "d"];

    [Fact]
    public void Groups_are_shared_about_evenly()
    {
        int[] owned = [.. Enumerable.Range(0, 1000).GroupBy(group => Rendezvous.Choose(Nodes, group)).Select(one => one.Count())];

        Assert.Equal(4, owned.Length);
        Assert.All(owned, count => Assert.InRange(count, 200, 300));
    }

    [Fact]
    public void Node_that_leaves_moves_only_its_own_groups()
    {
        for (int group = 0; group < 1000; group++)
        {
            string before = Rendezvous.Choose(Nodes, group)!;

            string after = Rendezvous.Choose(Nodes.Where(node => node != "c"), group)!;

            Assert.True(before == "c" ? after != "c" : after == before);
        }
    }

    [Fact]
    public void All_nodes_choose_alike_whatever_the_order() => Assert.All(
        Enumerable.Range(0, 100), group => Assert.Equal(Rendezvous.Choose(Nodes, group), Rendezvous.Choose(Nodes.Reverse(), group)));

    /// <summary>Versions of a rolling upgrade must agree.</summary>
    [Fact]
    public void Choice_does_not_change_between_versions() => Assert.Equal(
        "cdaaabcccccdcbcccbccbccdabadbbcb", string.Concat(Enumerable.Range(0, 32).Select(group => Rendezvous.Choose(Nodes, group))));

    [Fact]
    public void Nobody_is_chosen_among_none() => Assert.Null(Rendezvous.Choose([], 0));

    [Fact]
    public void Sessions_of_a_group_are_read_as_they_were_written()
    {
        var session = new StoredSession
        {
            ShardId = 3,
            ShardCount = 16,
            SessionId = "secret",
            ResumeUrl = new Uri("wss://gateway.example/"),
            Sequence = 42,
            Intents = GatewayIntents.Guilds,
            ApiVersion = 10,
            SavedAt = DateTimeOffset.UnixEpoch.AddDays(1),
        };

        var read = SessionsEntry.Read(new SessionsEntry(5, [session]).Write());

        Assert.Equal(5, read!.Fence);
        Assert.Equal(session, Assert.Single(read.Sessions));
    }

    [Theory]
    [InlineData("one/1234")]
    [InlineData("")]
    public void Owner_of_a_group_is_read_as_it_was_written(string owner)
    {
        Assert.True(GroupEntry.TryRead(new GroupEntry(owner, 5).Write(), out var read));
        Assert.Equal((owner, 5L), (read.Owner, read.Fence));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("one/1234 5")]
    [InlineData("-5 one/1234")]
    [InlineData("5 one 1234")]
    public void Owner_of_a_group_that_is_something_else_is_refused(string value) =>
        Assert.False(GroupEntry.TryRead(System.Text.Encoding.UTF8.GetBytes(value), out _));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"sessions":[]}""")]
    [InlineData("""{"fence":"1"}""")]
    [InlineData("""{"fence":1.5}""")]
    [InlineData("""{"fence":-1}""")]
    [InlineData("""{"fence":1""")]
    public void Sessions_of_a_group_that_are_something_else_are_refused(string json) =>
        Assert.Null(SessionsEntry.Read(System.Text.Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Needs_of_a_worker_group_are_read_as_they_were_written()
    {
        var interest = new WorkerInterest(["A", "B"], [GatewayIntents.Guilds, GatewayIntents.MessageContent]);

        var read = WorkerInterest.Read(interest.Write())!;

        Assert.Equal(interest.Events, read.Events);
        Assert.Equal(interest.Intents, read.Intents);
        Assert.Null(WorkerInterest.Read(new WorkerInterest(null, []).Write())!.Events);
        Assert.Null(WorkerInterest.Read("[1"u8));
        Assert.Null(WorkerInterest.Read("""{"intents":"x"}"""u8));
    }

    [Fact]
    public void Waits_before_further_attempts_double_up_to_five_minutes()
    {
        var pace = new RetryPace(maxAttempts: 40, TimeSpan.FromSeconds(5));

        Assert.Equal([5, 10, 20, 40, 80, 160, 300, 300], Enumerable.Range(1, 8).Select(attempt => pace.After(attempt).TotalSeconds));
        Assert.Equal(300, pace.After(int.MaxValue).TotalSeconds);
        Assert.Equal((false, true, false, true), (pace.IsOver(39), pace.IsOver(40), pace.IsSuspect(40), pace.IsSuspect(41)));
        Assert.Equal(TimeSpan.Zero, new RetryPace(5, TimeSpan.Zero).After(3));
    }
}
