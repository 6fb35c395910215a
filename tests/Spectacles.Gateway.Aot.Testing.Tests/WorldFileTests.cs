namespace Spectacles.Gateway.Testing.Tests;

/// <summary>What a world file says wrongly is a sentence with the place.</summary>
public sealed class WorldFileTests
{
    [Theory]
    [InlineData("""{"guilds":[""", "line 1: it is not valid JSON: ")]
    [InlineData("{\n  \"guilds\": [],\n}", "line 3: it is not valid JSON: ")]
    [InlineData("""{"guilds":[{"name":"\ud800x"}]}""", "the text: it is not valid JSON: A string is not Unicode.")]
    [InlineData("""{"guilds":[],"guilds":[]}""", "the text: it is not valid JSON: ")]
    [InlineData("[]", "the file: it must be an object, not a list.")]
    [InlineData("{}", "guilds: it is required.")]
    [InlineData("""{"guilds":{}}""", "guilds: it must be a list, not an object.")]
    [InlineData("""{"guilds":[],"guild":[]}""", "guild: there is no such property. A world has: $schema, guilds.")]
    [InlineData("""{"guilds":[1]}""", "guilds[0]: it must be an object, not a number.")]
    [InlineData("""{"guilds":[{}]}""", "guilds[0].name: it is required.")]
    public void Wrong_text_is_refused(string json, string error) => Assert.StartsWith(error, ErrorOf(json), StringComparison.Ordinal);

    [Theory]
    [InlineData(
        """{"name":"Testers","member":[]}""",
        "guilds[0].member: there is no such property. A guild has: name, id, owner, channels, roles, people, bot_roles.")]
    [InlineData("""{"name":"T"}""", "guilds[0].name: it must have 2 to 100 characters, not 1.")]
    [InlineData("""{"name":"Testers","id":5}""", "guilds[0].id: it must be a string, not a number.")]
    [InlineData("""{"name":"Testers","id":"05"}""", "guilds[0].id: it must be an id, such as \"1191210857275029937\", not \"05\".")]
    [InlineData("""{"name":"Testers","owner":"bob"}""", "guilds[0]: there is no person \"bob\" in \"Testers\".")]
    [InlineData("""{"name":"Testers","bot_roles":["mods"]}""", "guilds[0]: there is no role \"mods\" in \"Testers\".")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a","type":"thread"}]}""",
        "guilds[0].channels[0].type: it must be \"text\", \"voice\", \"category\", \"announcement\", \"stage\", \"forum\" or \"media\", "
        + "not \"thread\".")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a"},{"name":"a"}]}""",
        "guilds[0].channels[1].name: there is already a channel \"a\".")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a","category":"b"}]}""",
        "guilds[0].channels[0]: there is no category \"b\" in \"Testers\".")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a"},{"name":"b","category":"a"}]}""", "guilds[0].channels[1]: \"a\" is not a category.")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a","type":"category"},{"name":"b","type":"category","category":"a"}]}""",
        "guilds[0].channels[1]: \"b\" is a category, so it can't be in a category.")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a","nsfw":"yes"}]}""",
        "guilds[0].channels[0].nsfw: it must be true or false, not a string.")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a","topic":null}]}""", "guilds[0].channels[0].topic: it must be a string, not null.")]
    [InlineData(
        """{"name":"Testers","id":"5","channels":[{"name":"a","id":"5"}]}""",
        "guilds[0].channels[0].id: 5 is already the id of guilds[0].")]
    [InlineData(
        """{"name":"Testers","roles":[{"name":"a","color":"blue"}]}""",
        "guilds[0].roles[0].color: it must be a colour, such as \"#3498DB\", not \"blue\".")]
    [InlineData(
        """{"name":"Testers","roles":[{"name":"a","permissions":["SPEAK","FLY"]}]}""",
        "guilds[0].roles[0].permissions[1]: there is no permission \"FLY\". The names are those of Discord, such as MANAGE_MESSAGES.")]
    [InlineData(
        """{"name":"Testers","roles":[{"name":"@everyone","id":"5"}]}""",
        "guilds[0].roles[0].id: the id of @everyone is that of the guild. Set the guild's id.")]
    [InlineData(
        """{"name":"Testers","roles":[{"name":"a"},{"name":"a"}]}""", "guilds[0].roles[1].name: there is already a role \"a\".")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada"},{"name":"bob"},{"name":"eve","roles":["mods"]}]}""",
        "guilds[0].people[2]: there is no role \"mods\" in \"Testers\".")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada","roles":["@everyone"]}]}""",
        "guilds[0].people[0]: every member has @everyone. Leave it out.")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada","roles":[1]}]}""",
        "guilds[0].people[0].roles[0]: it must be a string, not a number.")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada","status":"away"}]}""",
        "guilds[0].people[0].status: it must be \"online\", \"idle\", \"dnd\" or \"offline\", not \"away\".")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada","voice_channel":"lounge"}]}""",
        "guilds[0].people[0]: there is no channel \"lounge\" in \"Testers\".")]
    [InlineData(
        """{"name":"Testers","channels":[{"name":"a"}],"people":[{"name":"ada","voice_channel":"a"}]}""",
        "guilds[0].people[0]: \"a\" is not a voice channel.")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada","nick":""}]}""",
        "guilds[0].people[0].nick: it must have 1 to 32 characters, not 0.")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"simulated-bot"}]}""",
        "guilds[0].people[0].name: \"simulated-bot\" is the bot, which is in every guild.")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada","id":"5"},{"name":"bob","id":"5"}]}""",
        "guilds[0].people[1].id: 5 is already the id of \"ada\".")]
    [InlineData(
        """{"name":"Testers","people":[{"name":"ada","id":"5"}]},{"name":"More","people":[{"name":"ada","id":"6"}]}""",
        "guilds[1].people[0].id: \"ada\" has another id in guilds[0].people[0]: \"5\".")]
    [InlineData("""{"name":"Testers"},{"name":"Testers"}""", "guilds[1].name: there is already a guild \"Testers\".")]
    public void Wrong_guild_is_refused(string guilds, string error) => Assert.Equal(error, ErrorOf($$"""{"guilds":[{{guilds}}]}"""));

    [Fact]
    public async Task Error_of_a_file_begins_with_its_path()
    {
        using var file = new TemporaryFile("""{"guilds":[{"name":"T"}]}""");

        var error = await Assert.ThrowsAsync<FormatException>(
            () => WorldDescription.ReadAsync(file.Path, TestContext.Current.CancellationToken));

        Assert.Equal($"{file.Path}: guilds[0].name: it must have 2 to 100 characters, not 1.", error.Message);
    }

    [Theory]
    [MemberData(nameof(WrongGuilds))]
    public async Task Description_in_code_is_checked_at_the_start(GuildDescription guild, string error)
    {
        var options = new SimulatedGatewayOptions { World = new WorldDescription { Guilds = [guild] } };

        var wrong = await Assert.ThrowsAsync<ArgumentException>(
            () => SimulatedGateway.StartAsync(options, TestContext.Current.CancellationToken));

        Assert.Equal(("World", $"{error} (Parameter 'World')"), (wrong.ParamName, wrong.Message));
    }

    public static TheoryData<GuildDescription, string> WrongGuilds => new()
    {
        { new("Testers") { People = [new("ada") { Roles = ["mods"] }] }, "guilds[0].people[0]: there is no role \"mods\" in \"Testers\"." },
        {
            new("Testers") { Channels = [new("a", ChannelKind.Thread)] },
            "guilds[0].channels[0].type: it must be \"text\", \"voice\", \"category\", \"announcement\", \"stage\", \"forum\" "
            + "or \"media\", not Thread."
        },
        {
            new("Testers") { Roles = [new("a") { Color = 0x1000000 }] },
            "guilds[0].roles[0].color: it must be between 0 and 0xFFFFFF, not 16777216."
        },
        { new("Testers") { Id = 0 }, "guilds[0].id: it can't be 0." },
        {
            new("Testers") { People = [new("ada") { Status = "away" }] },
            "guilds[0].people[0].status: it must be \"online\", \"idle\", \"dnd\" or \"offline\", not \"away\"."
        },
        {
            new("Testers") { People = [new("ada") { Id = 1191210857275029937 }] },
            "guilds[0].people[0].id: 1191210857275029937 is already the id of the bot."
        },
    };

    private static string ErrorOf(string json) => Assert.Throws<FormatException>(() => WorldDescription.Parse(json)).Message;
}
