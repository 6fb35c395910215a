using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Cli.Tests.Fleets;

/// <summary>What a configuration file of a fleet may say.</summary>
public sealed class FleetConfigurationTests
{
    private const string Least = """
        "plan": { "name": "bot", "shard_count": 3 }, "intents": ["GUILDS", "GUILD_MEMBERS"], "engine": { "memory": {} }
        """;

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var read = Read($"{{ {Least} }}");

        Assert.Equal(new FleetPlan { Name = "bot", ShardCount = 3, GroupSize = 16, Partitions = 32 }, read.Plan);
        Assert.Equal(GatewayIntents.Guilds | GatewayIntents.GuildMembers, read.Intents);
        Assert.False(read.IsShardCountRecommended);
        Assert.Null(read.Nats);
        Assert.Equal(["PRESENCE_UPDATE", "TYPING_START"], read.Events.Keys.Order());
        Assert.All(read.Events.Values, one => Assert.Equal(EventClass.Fleeting, one));
    }

    [Fact]
    public void Time_without_the_broker_and_the_answer_to_missed_interactions_are_read()
    {
        var read = Read($$"""{ {{Least}}, "hold_timeout_seconds": 90, "interaction_missed_text": "Try again." }""");

        Assert.Equal((TimeSpan.FromSeconds(90), "Try again."), (read.HoldTimeout, read.InteractionMissedText));
        Assert.Equal(
            "interaction_missed_text: it has 2001 characters, of which 2000 are allowed.",
            ErrorOf($$"""{ {{Least}}, "interaction_missed_text": "{{new string('a', 2001)}}" }"""));
    }

    [Fact]
    public void Example_of_the_samples_is_read()
    {
        var read = FleetConfigurationFile.Read(Repository.PathOf("samples", "fleet.json"));

        Assert.True(read.IsShardCountRecommended);
        Assert.Equal("node", read.Nats!.User);
        Assert.Equal((EventClass.Off, EventClass.Separate), (read.Events["TYPING_START"], read.Events["MESSAGE_CREATE"]));
    }

    [Fact]
    public void Paths_begin_at_the_folder_of_the_file()
    {
        var read = Read($$"""{ {{Least}}, "token_file": "secrets/token" }""");

        Assert.Equal(Path.GetFullPath("/etc/bot/secrets/token"), read.TokenFile);
    }

    [Theory]
    [InlineData("\"shard\": 1", "shard: there is no such key. The keys are: $schema, plan, node, ")]
    [InlineData("\"token\": \"x\"", "token: there is no such key. The keys are: $schema, plan, node, ")]
    [InlineData("\"evnts\": {}", "evnts: there is no such key. Did you mean events? The keys are: ")]
    [InlineData("\"node\": \"My Node\"", "node: it must be 1 to 32 lowercase letters, digits and hyphens, not \"My Node\".")]
    [InlineData("\"node\": null", "node: it must be a string that is not empty, not null.")]
    [InlineData("\"buffer_bytes\": \"1\"", "buffer_bytes: it must be a whole number from 1048576 to 1099511627776, not a string.")]
    [InlineData("\"buffer_bytes\": 5", "buffer_bytes: it must be a whole number from 1048576 to 1099511627776, not 5.")]
    [InlineData("\"identify_spacing_seconds\": 4.9", "identify_spacing_seconds: it must be a number of seconds from 5 to 600, not 4.9.")]
    [InlineData("\"hold_timeout_seconds\": 14", "hold_timeout_seconds: it must be a number of seconds from 15 to 86400, not 14.")]
    [InlineData(
        "\"interaction_missed_text\": \"\"", "interaction_missed_text: it must be a string that is not empty, not an empty string.")]
    [InlineData(
        "\"events\": { \"typing\": \"off\" }", "events.typing: the name of an event has uppercase letters, digits and underscores.")]
    [InlineData(
        "\"events\": { \"TYPING_START\": \"of\" }",
        "events.TYPING_START: \"of\" is not allowed here. Did you mean off? The values are: packed, separate, fleeting, off.")]
    [InlineData("\"api\": \"discord.com\"", "api: it must be an address that begins with https:// or http://.")]
    [InlineData("\"node\": \"a\", \"node\": \"b\"", "the text: it is not valid JSON: ")]
    public void Key_or_value_that_is_not_right_is_named(string property, string error) =>
        Assert.StartsWith(error, ErrorOf($"{{ {Least}, {property} }}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[]", "the file: it must be an object, not a list.")]
    [InlineData("{", "line 1: it is not valid JSON: ")]
    [InlineData("{}", "plan: it is required.")]
    [InlineData("{ \"plan\": { \"name\": \"bot\" } }", "plan.shard_count: it is required.")]
    [InlineData(
        "{ \"plan\": { \"name\": \"bot\", \"shards\": 1 } }", "plan.shards: there is no such key. The keys are: name, shard_count, ")]
    [InlineData(
        "{ \"plan\": { \"name\": \"bot\", \"shard_count\": \"many\" } }",
        "plan.shard_count: it must be a number or \"recommended\", not \"many\".")]
    public void File_that_is_not_right_says_where(string json, string error) =>
        Assert.StartsWith(error, ErrorOf(json), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        "GuildMessages", "intents[0]: \"GuildMessages\" is not allowed here. Did you mean GUILD_MESSAGES? The values are: GUILDS, ")]
    [InlineData("EVERYTHING", "intents[0]: \"EVERYTHING\" is not allowed here. The values are: GUILDS, ")]
    public void Intent_that_does_not_exist_is_named(string intent, string error) => Assert.StartsWith(
        error, ErrorOf($$"""{ "plan": { "name": "bot", "shard_count": 1 }, "intents": ["{{intent}}"] }"""), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}", "engine: it must have one key, the engine: nats or memory.")]
    [InlineData("{ \"redis\": {} }", "engine.redis: there is no such key. The keys are: nats, memory.")]
    [InlineData("{ \"nats\": {} }", "engine.nats.urls: it is required.")]
    [InlineData("{ \"nats\": { \"urls\": [] } }", "engine.nats.urls: it must have at least one address.")]
    [InlineData("{ \"nats\": { \"urls\": [\"localhost\"] } }", "engine.nats.urls[0]: it must be an address that begins with nats:// or ")]
    [InlineData(
        "{ \"nats\": { \"urls\": [\"nats://user:password@host\"] } }",
        "engine.nats.urls[0]: an address must not have a user or a password: ")]
    [InlineData(
        "{ \"nats\": { \"urls\": [\"nats://host\"], \"user\": \"a\", \"token_file\": \"b\" } }",
        "engine.nats.token_file: use one of credentials_file, user and token_file.")]
    [InlineData(
        "{ \"nats\": { \"urls\": [\"nats://host\"], \"password_file\": \"b\" } }", "engine.nats.password_file: a password needs a user.")]
    [InlineData("{ \"nats\": { \"urls\": [\"nats://host\"], \"replicas\": 2 } }", "engine.nats.replicas: it must be 1 or 3, not 2: ")]
    [InlineData("{ \"nats\": { \"urls\": [\"nats://host\"], \"password\": \"secret\" } }", "engine.nats.password: there is no such key. ")]
    public void Engine_that_is_not_right_is_named(string engine, string error) => Assert.StartsWith(
        error,
        ErrorOf($$"""{ "plan": { "name": "bot", "shard_count": 1 }, "intents": [], "engine": {{engine}} }"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("shard_count", 65_536)]
    [InlineData("group_size", 64)]
    [InlineData("partitions", 1_024)]
    public void Plan_has_the_limits_of_the_library(string name, int most)
    {
        var plan = Read(PlanOf(name, most)).Plan;
        var over = name switch
        {
            "shard_count" => plan with { ShardCount = most + 1 },
            "group_size" => plan with { GroupSize = most + 1 },
            _ => plan with { Partitions = most + 1 },
        };

        Assert.Same(plan, plan.Validated());
        Assert.Throws<ArgumentOutOfRangeException>(over.Validated);
        Assert.Equal($"plan.{name}: it must be a whole number from 1 to {most}, not {most + 1}.", ErrorOf(PlanOf(name, most + 1)));
    }

    [Theory]
    [InlineData("bot-7f9c.example.org", "bot-7f9c")]
    [InlineData("My_Machine", "my-machine")]
    [InlineData("a-very-long-name-of-a-machine-that-is-cut", "a-very-long-name-of-a-machine-th")]
    [InlineData("___", "node")]
    public void Name_of_a_machine_is_made_valid(string machine, string node) => Assert.Equal(node, NodeName.OfMachine(machine));

    private static string PlanOf(string name, int value)
    {
        string count = name == "shard_count" ? "" : "\"shard_count\": 1,";
        return $$"""
            { "plan": { "name": "bot", {{count}} "{{name}}": {{value}} }, "intents": [], "engine": { "memory": {} } }
            """;
    }

    private static FleetConfiguration Read(string json) => FleetConfigurationFile.Read(json, "/etc/bot");

    private static string ErrorOf(string json) => Assert.Throws<ConfigurationException>(() => Read(json)).Message;
}
