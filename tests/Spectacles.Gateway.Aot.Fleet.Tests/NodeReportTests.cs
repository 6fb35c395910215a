using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Fleet.Tests;

/// <summary>What nodes and workers say about their normal work, and what they warn of.</summary>
public sealed class NodeReportTests
{
    private const GatewayIntents OfMessages = GatewayIntents.GuildMessages | GatewayIntents.DirectMessages;

    private readonly LogLines lines = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEnumerable<string> OfFleet => lines.Lines.Where(line => line.Id is > 200 and < 300).Select(line => line.Text);

    [Fact]
    public async Task Start_and_stop_of_a_node_are_a_few_lines_whatever_the_number_of_groups()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 60, groupSize: 1);
        await fleet.AddWorkerAsync("main", new NumberedEvents().NewHandler());
        var (node, _) = await fleet.AddNodeAsync("one", Logged);
        await fleet.UntilAsync(() => OfFleet.Any(line => line.Contains("READY", StringComparison.Ordinal)), "the start");

        await fleet.RunAsync(node.StopAsync(Cancel));

        Assert.Collection(
            OfFleet,
            line => Assert.Equal("Node one has joined the fleet bot with 60 shards in 60 groups, by a broker in memory.", line),
            line => Assert.Equal("Node one stores what the worker groups need: main: X.", line),
            line => Assert.Equal("Node one owns 60 of 60 groups, with 60 shards. Taken: 0-59. Handed over: none. Lost: none.", line),
            line => Assert.Matches(
                "^Node one: all 60 shards are READY, [0-9]+[.][0-9] s after the first of these groups was taken[.]$", line),
            line => Assert.Equal("Node one stops: it hands 60 groups over.", line),
            line => Assert.Equal("Node one has stopped.", line));
    }

    [Fact]
    public async Task Drain_says_when_it_begins_and_when_it_has_ended()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        var (node, _) = await fleet.AddNodeAsync("one", Logged);
        await fleet.ReadyAsync(4);
        await fleet.AddNodeAsync("two");
        await fleet.UntilAsync(() => node.Groups.Count is > 0 and < 4, "the share of the other node");
        lines.Lines.Clear();

        int groups = node.Groups.Count;
        await fleet.RunAsync(node.DrainAsync(Cancel));
        await fleet.RunAsync(node.DrainAsync(Cancel));

        string[] drain = [.. OfFleet.Where(line => !line.Contains("READY", StringComparison.Ordinal))];
        Assert.Contains($"Node one hands its {groups} groups over and takes no more.", drain);
        Assert.Matches("^Node one owns 0 of 4 groups, with 0 shards[.] Taken: none[.] Handed over: [0-9, -]+[.] Lost: none[.]$", drain[^2]);
        Assert.Equal("Node one has handed all groups over.", drain[^1]);
    }

    [Fact]
    public async Task Broker_that_goes_and_comes_is_said_once_by_a_node_and_by_a_worker()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        await fleet.AddWorkerAsync("main", new NumberedEvents().NewHandler());
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(2);

        fleet.Broker.IsAvailable = false;
        await fleet.PassAsync(TimeSpan.FromSeconds(30));
        fleet.Broker.IsAvailable = true;
        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(2, fleet.Errors.Count(error => error.Message.Contains("the broker has not answered for", StringComparison.Ordinal)));
        string[] back = [.. fleet.Errors.Where(error => error.Kind == GatewayErrorKind.Recovered).Select(error => error.Message).Order()];
        Assert.Equal(2, back.Length);
        Assert.Matches("^Node one: the broker answers again, after 3[0-9] s[.]$", back[0]);
        Assert.Matches("^Worker of the group main: the broker answers again, after 3[0-9] s[.]$", back[1]);
    }

    [Fact]
    public async Task Node_that_was_declared_dead_says_that_it_has_joined_again()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 2, groupSize: 1);
        var (node, engine) = await fleet.AddNodeAsync("one", Logged);
        await fleet.ReadyAsync(2);
        var (second, _) = await fleet.AddNodeAsync("two");

        engine.Disconnect();
        await fleet.UntilAsync(() => second.Groups.Count == 2, "the groups");
        engine.Reconnect();

        await fleet.UntilAsync(() => OfFleet.Any(line => line.Contains("joined the fleet again", StringComparison.Ordinal)), "the line");
        await fleet.UntilAsync(() => node.Groups.Count + second.Groups.Count == 2, "the groups");
    }

    [Fact]
    public async Task Node_without_a_worker_says_once_that_nothing_is_stored()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddNodeAsync("one");

        await fleet.PassAsync(TimeSpan.FromSeconds(30));

        var warning = Assert.Single(fleet.Errors, error => error.Kind == GatewayErrorKind.Warning);
        Assert.Equal(
            "Node one: no worker has said yet which events it needs, so no event is stored. Start a worker of this fleet: it gets the "
            + "events from then on.",
            warning.Message);
    }

    [Fact]
    public async Task Intent_is_not_missing_if_another_one_delivers_the_event()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddWorkerAsync("main", new Handler("MESSAGE_CREATE", (in _, _, _) => default, OfMessages));
        await fleet.AddNodeAsync("one");

        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Empty(fleet.Errors);
    }

    [Fact]
    public async Task Missing_intents_are_reported_once_for_each_set_with_what_to_do()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        await fleet.AddWorkerAsync(
            "main",
            new Handler("MESSAGE_CREATE", (in _, _, _) => default, OfMessages | GatewayIntents.MessageContent),
            new Handler("TYPING_START", (in _, _, _) => default, GatewayIntents.GuildMessageTyping));
        await fleet.AddNodeAsync("one");
        await fleet.PassAsync(TimeSpan.FromSeconds(10));
        await fleet.AddWorkerAsync("other", new Handler("GUILD_BAN_ADD", (in _, _, _) => default, GatewayIntents.GuildModeration));
        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        string[] warnings = [.. fleet.Errors.Where(error => error.Kind == GatewayErrorKind.Warning).Select(error => error.Message)];
        Assert.Equal(2, warnings.Length);
        Assert.Equal(
            "Node one: handlers of the workers need the intents GuildMessageTyping, MessageContent, which the sessions do not have: they "
            + "are not called, or without the content. Add GuildMessageTyping, MessageContent to FleetNodeOptions.Intents of all nodes, "
            + "stop them, and start them again.",
            warnings[0]);
        Assert.StartsWith(
            "Node one: handlers of the workers need the intents GuildModeration, which", warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worker_says_what_it_handles_and_that_it_stops()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        var worker = await fleet.AddWorkerAsync(
            "main", options => options with { LoggerFactory = lines }, new NumberedEvents().NewHandler());

        await fleet.RunAsync(worker.StopAsync(Cancel));

        Assert.Equal(
            [
                "A worker of the group main has joined the fleet bot with 4 shards, by a broker in memory. It handles X.",
                "The worker of the group main stops: it begins no more calls, and waits for those that run.",
                "The worker of the group main has stopped.",
            ],
            OfFleet);
    }

    [Fact]
    public async Task Node_that_stops_while_the_broker_is_away_takes_a_few_seconds_and_keeps_the_sessions()
    {
        await using var fleet = await TestFleet.StartAsync(shards: 4, groupSize: 1);
        await fleet.AddWorkerAsync("main", new NumberedEvents().NewHandler());
        var (node, engine) = await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(4);
        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        engine.Disconnect();
        fleet.Send(0, 1, 3);
        var began = fleet.Time.GetUtcNow();
        await fleet.RunAsync(node.StopAsync(Cancel));
        var took = fleet.Time.GetUtcNow() - began;
        await fleet.AddNodeAsync("two");
        await fleet.ReadyAsync(4);

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(7));
        Assert.Equal(4, fleet.Gateway.Sessions.Count);
        Assert.Equal(4, fleet.Gateway.Counters.Identifies);
        var error = Assert.Single(
            fleet.Errors, error => error.Message.Contains("not handed over", StringComparison.Ordinal) && error.Exception is null);
        Assert.Equal(
            "Node one: the broker does not answer, so the groups are not handed over: other nodes take them when the lease has ended, and "
            + "resume the sessions.",
            error.Message);
    }

    [Fact]
    public async Task Worker_that_stops_while_the_broker_is_away_takes_a_few_seconds()
    {
        var begun = new TaskCompletionSource();
        await using var fleet = await TestFleet.StartAsync(shards: 1, groupSize: 1);
        var engine = fleet.Broker.Connect();
        await using var worker = new FleetWorker(engine, new FleetWorkerOptions { Group = "main", TimeProvider = fleet.Time });
        worker.AddHandler(new Handler("X", (in _, _, _) =>
        {
            begun.TrySetResult();
            return default;
        }));
        await fleet.RunAsync(worker.StartAsync(Cancel));
        await fleet.AddNodeAsync("one");
        await fleet.ReadyAsync(1);

        engine.Disconnect();
        var began = fleet.Time.GetUtcNow();
        await fleet.RunAsync(worker.StopAsync(Cancel));

        Assert.InRange(fleet.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(6));
    }

    private FleetNodeOptions Logged(FleetNodeOptions options) =>
        options with { Cluster = options.Cluster with { LoggerFactory = lines } };
}
