using System.Text.Json;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A described world is what clients see, and tests find its parts by their names.</summary>
public sealed class DescribedWorldTests
{
    private static readonly string ExampleFile = Repository.PathOf("samples", "world.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_receives_what_the_example_file_describes()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions
        {
            World = await WorldDescription.ReadAsync(ExampleFile, Cancel),
            PrivilegedIntents = GatewayIntents.Privileged,
        });
        var guild = gateway.World["Testers"];
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token, GatewayIntents.All);
        await client.ExpectAsync("READY");

        var data = (await client.ExpectAsync("GUILD_CREATE")).Data;

        Assert.Equal("Testers", Text(data, "name"));
        Assert.Equal(gateway.People["grace"].User.Id.ToString(), Text(data, "owner_id"));
        Assert.Equal(
            [
                ("Rooms", 4, null, null),
                ("general", 0, "Rooms", "Everything about the tests"),
                ("bots", 0, "Rooms", null),
                ("lounge", 2, "Rooms", null),
            ],
            List(data, "channels").Select(channel => (
                Text(channel, "name"),
                channel.GetProperty("type").GetInt32(),
                NameOf(data, "channels", channel.GetProperty("parent_id")),
                channel.GetProperty("topic").GetString())));
        Assert.Equal("1191210857275029001", Text(Named(data, "channels", "bots"), "id"));
        Assert.Equal([0, 1, 2, 3], List(data, "channels").Select(channel => channel.GetProperty("position").GetInt32()));

        Assert.Equal(
            [("@everyone", 0, 0, false, false), ("mods", 0x3498DB, 2, true, false), ("helpers", 0, 1, false, true)],
            List(data, "roles").Select(role => (
                Text(role, "name"),
                role.GetProperty("color").GetInt32(),
                role.GetProperty("position").GetInt32(),
                role.GetProperty("hoist").GetBoolean(),
                role.GetProperty("mentionable").GetBoolean())));
        Assert.Equal("8194", Text(Named(data, "roles", "mods"), "permissions"));
        Assert.Equal(Text(List(data, "roles").First(), "permissions"), Text(Named(data, "roles", "helpers"), "permissions"));

        Assert.Equal(
            [("simulated-bot", null, null, "helpers"), ("ada", "ada", "Countess", "mods, helpers"), ("grace", "Grace H.", null, "")],
            List(data, "members").Select(member => (
                Text(member.GetProperty("user"), "username"),
                member.GetProperty("user").GetProperty("global_name").GetString(),
                member.GetProperty("nick").GetString(),
                string.Join(", ", List(member, "roles").Select(id => NameOf(data, "roles", id))))));
        Assert.Equal(["online", "online", "dnd"], List(data, "presences").Select(presence => Text(presence, "status")));
        Assert.Equal(
            (guild.Member("ada").User.Id.ToString(), guild.Channel("lounge").Id.ToString()),
            (Text(List(data, "voice_states").Single(), "user_id"), Text(List(data, "voice_states").Single(), "channel_id")));
    }

    [Fact]
    public async Task Guild_without_anything_has_a_text_channel_everyone_and_the_bot_who_owns_it()
    {
        await using var gateway = await StartAsync(new GuildDescription("Empty"));
        var guild = gateway.World["Empty"];

        Assert.Equal(("general", ChannelKind.Text), (guild.Channels.Single().Name, guild.Channels.Single().Kind));
        Assert.Equal(("@everyone", guild.Id), (guild.Roles.Single().Name, guild.Roles.Single().Id));
        Assert.Equal(gateway.World.Bot, guild.Members.Single().User);
        Assert.Equal(gateway.World.Bot.Id, guild.OwnerId);
    }

    [Fact]
    public async Task Person_in_two_guilds_is_one_user_with_the_id_and_display_name_of_either()
    {
        await using var gateway = await StartAsync(
            new GuildDescription("First") { People = [new("ada") { Nick = "Countess" }] },
            new GuildDescription("Second") { People = [new("bob"), new("ada") { Id = 5, GlobalName = "Ada L." }] });
        var ada = gateway.World["First"].Member("ada").User;

        Assert.Equal((new Snowflake(5), "Ada L."), (ada.Id, ada.GlobalName));
        Assert.Same(ada, gateway.World["Second"].Member("ada").User);
        Assert.Equal("First", gateway.People["ada"].Guild.Name);
        Assert.Equal(5UL, gateway.People["ada"].In(gateway.World["Second"]).User.Id.Value);
    }

    [Fact]
    public async Task Given_ids_are_kept_and_no_other_gets_them()
    {
        await using var generated = await StartAsync(Guild(null));
        var taken = generated.World["One"];
        await using var gateway = await StartAsync(
            Guild(null), new GuildDescription("Two")
            {
                Id = taken.Id,
                Channels = [new("same") { Id = taken.Channel("general").Id }],
                Roles = [new("same") { Id = taken.Role("mods").Id }],
                People = [new("same") { Id = taken.Member("ada").User.Id }],
            });
        var (one, two) = (gateway.World["One"], gateway.World["Two"]);

        Assert.Equal((taken.Id, taken.Channel("general").Id), (two.Id, two.Channel("same").Id));
        Assert.Equal((taken.Role("mods").Id, taken.Member("ada").User.Id), (two.Role("same").Id, two.Member("same").User.Id));
        ulong[] ids =
        [
            gateway.World.Bot.Id, one.Id, one.Channel("general").Id, one.Role("mods").Id, one.Member("ada").User.Id,
            two.Id, two.Channel("same").Id, two.Role("same").Id, two.Member("same").User.Id,
        ];
        Assert.Distinct(ids);
        await using var again = await StartAsync(Guild(null));
        Assert.Equal(taken.Channel("general").Id, again.World["One"].Channel("general").Id);

        static GuildDescription Guild(Snowflake? id) => new("One")
        {
            Id = id,
            Channels = [new("general")],
            Roles = [new("mods")],
            People = [new("ada")],
        };
    }

    [Fact]
    public async Task Role_everyone_sets_the_permissions_of_all_members()
    {
        await using var gateway = await StartAsync(new GuildDescription("Quiet")
        {
            Roles = [new("mods"), new("@everyone") { Permissions = Permissions.ViewChannel }],
        });
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync("READY");
        var data = (await client.ExpectAsync("GUILD_CREATE")).Data;

        Assert.Equal(
            [("@everyone", 0), ("mods", 1)],
            List(data, "roles").Select(role => (Text(role, "name"), role.GetProperty("position").GetInt32())));
        Assert.Equal("1024", Text(Named(data, "roles", "@everyone"), "permissions"));
        Assert.Equal(Text(data, "id"), Text(Named(data, "roles", "@everyone"), "id"));
    }

    [Fact]
    public async Task Owner_is_who_acts_when_nobody_is_named()
    {
        await using var gateway = await StartAsync(
            new GuildDescription("Testers") { People = [new("ada"), new("grace")], Owner = "grace" });
        await using var client = await RawClient.WaitForReadyAsync(gateway);

        gateway.People.Say(gateway.World["Testers"], "hello");

        var message = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal("grace", Text(message.GetProperty("author"), "username"));
    }

    [Fact]
    public async Task Action_without_a_person_or_text_channel_says_what_is_missing()
    {
        await using var gateway = await StartAsync(
            new GuildDescription("Nobody"),
            new GuildDescription("Speakers") { Channels = [new("lounge", ChannelKind.Voice)], People = [new("ada")] });

        string nobody = Assert.Throws<InvalidOperationException>(() => gateway.People.Say(gateway.World["Nobody"], "hello")).Message;
        string silent = Assert.Throws<InvalidOperationException>(() => gateway.People["ada"].Say("hello")).Message;

        Assert.Equal(("Nobody has no users but the bot.", "Speakers has no text channel."), (nobody, silent));
    }

    [Fact]
    public async Task Lookup_of_an_unknown_name_lists_the_names_that_exist()
    {
        await using var gateway = await StartAsync(new GuildDescription("Testers")
        {
            Channels = [.. Enumerable.Range(0, 22).Select(number => new ChannelDescription($"c{number}"))],
            Roles = [new("mods")],
            People = [new("ada")],
        });
        var guild = gateway.World["Testers"];

        Assert.Equal("There is no guild \"Tester\" in the world. It has: Testers.", MessageOf(() => gateway.World["Tester"]));
        Assert.Equal("There is no role \"mod\" in \"Testers\". It has: @everyone, mods.", MessageOf(() => guild.Role("mod")));
        Assert.Equal("There is no member \"bob\" in \"Testers\". It has: simulated-bot, ada.", MessageOf(() => guild.Member("bob")));
        Assert.EndsWith("c18, c19 and 2 more.", MessageOf(() => guild.Channel("general")), StringComparison.Ordinal);

        static string MessageOf(Func<object> lookup) => Assert.Throws<KeyNotFoundException>(lookup).Message;
    }

    [Fact]
    public async Task Bots_on_one_server_have_described_worlds_of_their_own()
    {
        await using var gateway = await StartAsync(new GuildDescription("First"));
        await using var other = gateway.AddBot(new SimulatedGatewayOptions
        {
            Token = "other.bot.token",
            World = new WorldDescription { Guilds = [new GuildDescription("Second")] },
        });

        Assert.Equal(("First", "Second"), (gateway.World.Guilds.Single().Name, other.World.Guilds.Single().Name));
    }

    [Fact]
    public async Task Described_guilds_have_outages_and_an_added_guild_has_an_id_of_its_own()
    {
        await using var generated = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 }, Cancel);
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions
            {
                World = new WorldDescription { Guilds = [new GuildDescription("Testers") { Id = generated.World.Guilds[1].Id }] },
                UnavailableGuilds = 1,
            },
            Cancel);

        var added = gateway.AddGuild();

        Assert.True(gateway.World["Testers"].IsUnavailable);
        Assert.NotEqual(gateway.World["Testers"].Id, added.Id);
        Assert.Equal([gateway.World["Testers"], added], gateway.World.Guilds);
    }

    [Fact]
    public void Description_does_not_change_with_the_lists_that_it_was_made_of()
    {
        List<GuildDescription> guilds = [new GuildDescription("Testers")];
        var world = new WorldDescription { Guilds = guilds };

        guilds.Clear();

        Assert.Equal("Testers", world.Guilds.Single().Name);
        Assert.Throws<ArgumentNullException>(() => new WorldDescription { Guilds = null! });
    }

    private static Task<SimulatedGateway> StartAsync(params GuildDescription[] guilds) => SimulatedGateway.StartAsync(
        new SimulatedGatewayOptions { World = new WorldDescription { Guilds = guilds } }, Cancel);

    private static JsonElement Named(JsonElement data, string list, string name) =>
        List(data, list).Single(one => Text(one, "name") == name);

    private static string? NameOf(JsonElement data, string list, JsonElement id) => id.ValueKind == JsonValueKind.Null
        ? null
        : Text(List(data, list).Single(one => Text(one, "id") == id.GetString()), "name");

    private static JsonElement.ArrayEnumerator List(JsonElement data, string name) => data.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement data, string name) => data.GetProperty(name).GetString()!;
}
