using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Testing.Tests;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary><c>spectacles simulate --world</c>.</summary>
public sealed class SimulateWorldTests
{
    private const string Unusual = """
        {
          "guilds": [
            { "name": "Nobody" },
            { "name": "Speakers", "channels": [{ "name": "lounge", "type": "voice" }], "people": [{ "name": "ada" }] },
            { "name": "Categories", "channels": [{ "name": "Rooms", "type": "category" }], "people": [{ "name": "ada" }] },
            { "name": "Writers", "people": [{ "name": "bob" }] }
          ]
        }
        """;

    private static readonly string Token = new SimulatedGatewayOptions().Token;

    [Fact]
    public async Task Users_act_in_any_world()
    {
        using var file = new TemporaryFile(Unusual);
        await using var simulator = new SpectaclesProcess($"simulate --world \"{file.Path}\" --rate 500 --quiet-after 2 --seconds 4");
        var api = await simulator.ListeningAsync();
        await using var client = await RawClient.ConnectAsync(new Uri($"ws://{api.Authority}"));
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(Token);
        await client.ExpectAsync("READY");
        HashSet<string> seen = [];
        await client.WaitForCloseAsync(message => seen.Add(Describe(message)));

        (int exitCode, _, string errors) = await simulator.EndAsync();
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Superset(
            new HashSet<string>
            {
                "GUILD_CREATE Nobody", "GUILD_CREATE Speakers", "GUILD_CREATE Categories", "GUILD_CREATE Writers", "MESSAGE_CREATE bob",
                "TYPING_START", "MESSAGE_REACTION_ADD", "VOICE_STATE_UPDATE ada",
            },
            seen);
        Assert.DoesNotContain("MESSAGE_CREATE ada", seen);
        Assert.DoesNotContain("VOICE_STATE_UPDATE bob", seen);
    }

    [Fact]
    public async Task World_without_guilds_or_people_is_quiet()
    {
        foreach (string world in new[] { """{"guilds":[]}""", """{"guilds":[{"name":"Nobody"}]}""" })
        {
            using var file = new TemporaryFile(world);
            await using var simulator = new SpectaclesProcess($"simulate --world \"{file.Path}\" --rate 500 --seconds 2");
            var api = await simulator.ListeningAsync();
            await using var client = await RawClient.ConnectAsync(new Uri($"ws://{api.Authority}"));
            await client.ExpectAsync(Opcode.Hello);
            await client.StartNewSessionAsync(Token);
            await client.ExpectAsync("READY");
            List<string?> seen = [];
            await client.WaitForCloseAsync(message => seen.Add(message.Name));

            (int exitCode, _, string errors) = await simulator.EndAsync();
            Assert.Equal((0, ""), (exitCode, errors));
            Assert.DoesNotContain(seen, name => name is not (null or "GUILD_CREATE"));
        }
    }

    [Theory]
    [InlineData(
        """{"guilds":[{"name":"Testers","people":[{"name":"ada","roles":["mods"]}]}]}""",
        "guilds[0].people[0]: there is no role \"mods\" in \"Testers\".")]
    [InlineData("""{"guild":[]}""", "guilds: it is required.")]
    [InlineData("""{"guilds":[{"name":"Testers","id":"1191210857275029937"}]}""", "1191210857275029937 is already the id of the bot.")]
    public async Task Wrong_file_is_a_sentence_and_exit_code_1(string world, string error)
    {
        using var file = new TemporaryFile(world);
        await using var simulator = new SpectaclesProcess($"simulate --world \"{file.Path}\"");

        (int exitCode, string output, string errors) = await simulator.EndAsync();

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("spectacles simulate: ", errors, StringComparison.Ordinal);
        Assert.Contains(error, errors, StringComparison.Ordinal);
        Assert.Equal(0, errors.Count(character => character == '\n'));
    }

    private static string Describe(GatewayMessage message) => message.Name switch
    {
        "GUILD_CREATE" => $"GUILD_CREATE {message.Data.GetProperty("name")}",
        "MESSAGE_CREATE" => $"MESSAGE_CREATE {message.Data.GetProperty("author").GetProperty("username")}",
        "VOICE_STATE_UPDATE" =>
            $"VOICE_STATE_UPDATE {message.Data.GetProperty("member").GetProperty("user").GetProperty("username")}",
        var other => other ?? "",
    };
}
