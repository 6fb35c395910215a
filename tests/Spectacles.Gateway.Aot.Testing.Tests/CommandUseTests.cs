namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Users run commands of every type with options of every type, in guilds and in direct messages.</summary>
public sealed class CommandUseTests
{
    private const string Commands = """
        [{"name":"any","description":"x","options":[
            {"type":3,"name":"text","description":"x","min_length":2,"max_length":4},
            {"type":4,"name":"whole","description":"x","min_value":1,"max_value":9},
            {"type":4,"name":"level","description":"x","choices":[{"name":"Low","value":10},{"name":"High","value":20}]},
            {"type":10,"name":"real","description":"x","max_value":2.5},
            {"type":5,"name":"flag","description":"x"},
            {"type":6,"name":"user","description":"x"},
            {"type":7,"name":"voice","description":"x","channel_types":[2]},
            {"type":8,"name":"role","description":"x"},
            {"type":9,"name":"whom","description":"x"},
            {"type":11,"name":"file","description":"x"},
            {"type":3,"name":"typed","description":"x","autocomplete":true}]},
         {"name":"Inspect","type":2},{"name":"Bookmark","type":3},
         {"name":"direct","description":"x","contexts":[1]},{"name":"guild","description":"x","contexts":[0]},
         {"name":"old","description":"x","dm_permission":false}]
        """;

    private static readonly SimulatedFile Picture = new("cat picture.png", new byte[] { 1, 2, 3 });

    [Fact]
    public async Task User_command_has_its_target()
    {
        await using var bot = await CommandBot.StartAsync(Commands);
        var target = bot.Guild.People[3];

        bot.Gateway.People.UseUserCommand(bot.Guild, "Inspect", target, who: bot.Guild.People[1]);

        var interaction = await bot.NextInteractionAsync();
        var data = interaction.GetProperty("data");
        string id = target.User.Id.ToString();
        Assert.Equal((2, "Inspect", id), (
            data.GetProperty("type").GetInt32(), data.GetProperty("name").GetString(), data.GetProperty("target_id").GetString()));
        var resolved = data.GetProperty("resolved");
        Assert.Equal(target.User.Name, resolved.GetProperty("users").GetProperty(id).GetProperty("username").GetString());
        var member = resolved.GetProperty("members").GetProperty(id);
        Assert.True(member.TryGetProperty("permissions", out _));
        Assert.False(member.TryGetProperty("user", out _) || member.TryGetProperty("deaf", out _) || member.TryGetProperty("mute", out _));
        Assert.Equal(
            bot.Guild.People[1].User.Id.ToString(),
            interaction.GetProperty("member").GetProperty("user").GetProperty("id").GetString());
        Assert.Null(bot.Gateway.People.UseCommand(bot.Guild, "Inspect"));
        Assert.Null(bot.Gateway.People.UseUserCommand(bot.Guild, "Bookmark", target));
    }

    [Fact]
    public async Task Message_command_has_its_message_and_channel()
    {
        await using var bot = await CommandBot.StartAsync(Commands);
        var message = bot.Gateway.People.Say(bot.Guild, "remember this", channel: bot.Guild.TextChannels[1]);
        await bot.Client.ExpectAsync("MESSAGE_CREATE");

        bot.Gateway.People.UseMessageCommand(bot.Guild, "Bookmark", message);

        var interaction = await bot.NextInteractionAsync();
        var data = interaction.GetProperty("data");
        Assert.Equal((3, message.ToString()), (data.GetProperty("type").GetInt32(), data.GetProperty("target_id").GetString()));
        Assert.Equal(
            "remember this",
            data.GetProperty("resolved").GetProperty("messages").GetProperty(message.ToString()).GetProperty("content").GetString());
        Assert.Equal(bot.Guild.TextChannels[1].Id.ToString(), interaction.GetProperty("channel_id").GetString());
        Assert.Throws<InvalidOperationException>(() => bot.Gateway.People.UseMessageCommand(bot.Guild, "Bookmark", 1));
    }

    [Fact]
    public async Task File_is_an_attachment()
    {
        await using var bot = await CommandBot.StartAsync(Commands);

        bot.Gateway.People.UseCommand(bot.Guild, "any", options: new Dictionary<string, object> { ["file"] = Picture });

        var data = (await bot.NextInteractionAsync()).GetProperty("data");
        var option = data.GetProperty("options")[0];
        string id = option.GetProperty("value").GetString()!;
        Assert.Equal(11, option.GetProperty("type").GetInt32());
        var file = data.GetProperty("resolved").GetProperty("attachments").GetProperty(id);
        Assert.Equal((id, "cat_picture.png", "image/png", 3, true), (
            file.GetProperty("id").GetString(), file.GetProperty("filename").GetString(), file.GetProperty("content_type").GetString(),
            file.GetProperty("size").GetInt32(), file.GetProperty("ephemeral").GetBoolean()));
        using var http = new HttpClient();
        Assert.Equal(
            Picture.Content.ToArray(),
            await http.GetByteArrayAsync(new Uri(file.GetProperty("url").GetString()!), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Choice_is_found_by_its_name_and_mentionable_is_a_user_or_a_role()
    {
        await using var bot = await CommandBot.StartAsync(Commands);
        var user = bot.Guild.People[1].User;
        var role = bot.Guild.Roles[1];

        foreach (object whom in (object[])[user, role])
        {
            bot.Gateway.People.UseCommand(bot.Guild, "any", options: new Dictionary<string, object>
            {
                ["level"] = whom is SimulatedRole ? 20 : "Low",
                ["whom"] = whom,
                ["voice"] = bot.Guild.VoiceChannels[0].Id,
            });
            var data = (await bot.NextInteractionAsync()).GetProperty("data");
            Assert.Equal(whom is SimulatedRole ? 20 : 10, data.GetProperty("options")[0].GetProperty("value").GetInt32());
            string id = (whom is SimulatedRole ? role.Id : user.Id).ToString();
            Assert.Equal(id, data.GetProperty("options")[1].GetProperty("value").GetString());
            Assert.True(data.GetProperty("resolved").GetProperty(whom is SimulatedRole ? "roles" : "users").TryGetProperty(id, out _));
            var channel = data.GetProperty("resolved").GetProperty("channels").GetProperty(bot.Guild.VoiceChannels[0].Id.ToString());
            Assert.Equal(2, channel.GetProperty("type").GetInt32());
            Assert.True(channel.TryGetProperty("permissions", out _));
            Assert.False(channel.TryGetProperty("permission_overwrites", out _));
        }
    }

    [Fact]
    public async Task Value_that_the_client_refuses_starts_no_interaction()
    {
        await using var bot = await CommandBot.StartAsync(Commands);
        foreach ((string option, object value, string message) in new (string, object, string)[]
        {
            ("text", "x", "takes a text of 2 to 4 characters, not 1."),
            ("text", "xxxxx", "takes a text of 2 to 4 characters, not 5."),
            ("whole", 0, "takes a number from 1 to 9, not 0."),
            ("whole", "10", "takes a number from 1 to 9, not 10."),
            ("whole", 1.5, "takes an integer, not 1.5."),
            ("whole", true, "takes a number, not True."),
            ("level", "Middle", "has no choice Middle. It has: Low, High."),
            ("real", 2.75, "takes a number from -9007199254740992 to 2.5, not 2.75."),
            ("flag", "perhaps", "takes true or false, not perhaps."),
            ("user", bot.Guild.Roles[1], "takes a user, a member or the id of one"),
            ("user", new Snowflake(1), "takes a user, a member or the id of one, not 1."),
            ("voice", bot.Guild.TextChannels[0], "takes channels of the types 2. general has the type 0."),
            ("role", bot.Guild.People[0], "takes a role of the guild or the id of one"),
            ("whom", bot.Guild.TextChannels[0], "takes a user, a member, a role or the id of one"),
            ("file", "cat.png", "takes a SimulatedFile, not cat.png."),
            ("file", Picture with { Content = new byte[(10 << 20) + 1] }, "takes a file of at most 10485760 bytes."),
        })
        {
            Dictionary<string, object> options = new() { [option] = value };
            var error = Assert.Throws<ArgumentException>(() => bot.Gateway.People.UseCommand(bot.Guild, "any", options: options));
            Assert.StartsWith($"The option {option} of /any ", error.Message, StringComparison.Ordinal);
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => bot.Gateway.People.TypeOption(bot.Guild, "any", "text", "x"));
        bot.Gateway.People.UseCommand(bot.Guild, "any");
        Assert.False((await bot.NextInteractionAsync()).GetProperty("data").TryGetProperty("options", out _));
    }

    [Fact]
    public async Task Completion_has_the_options_that_are_already_filled_in()
    {
        await using var bot = await CommandBot.StartAsync(Commands);

        bot.Gateway.People.TypeOption(
            bot.Guild, "any", "typed", "fa", options: new Dictionary<string, object> { ["user"] = bot.Guild.People[1] });

        var options = (await bot.NextInteractionAsync()).GetProperty("data").GetProperty("options");
        Assert.Equal(
            [("user", false), ("typed", true)],
            options.EnumerateArray().Select(option => (option.GetProperty("name").GetString()!, option.TryGetProperty("focused", out _))));
    }

    [Fact]
    public async Task Command_in_a_direct_message_has_the_user_and_no_guild()
    {
        await using var bot = await CommandBot.StartAsync(Commands);
        var person = bot.Guild.People[2].User;

        bot.Gateway.People.UseCommandDirectly(person, "any", new Dictionary<string, object> { ["user"] = person, ["text"] = "abc" });

        var interaction = await bot.NextInteractionAsync();
        Assert.Equal(person.Id.ToString(), interaction.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal([], new[] { "member", "guild", "guild_id", "guild_locale" }.Where(name => interaction.TryGetProperty(name, out _)));
        Assert.Equal((1, 1, "0", "442368"), (
            interaction.GetProperty("context").GetInt32(), interaction.GetProperty("channel").GetProperty("type").GetInt32(),
            interaction.GetProperty("authorizing_integration_owners").GetProperty("0").GetString(),
            interaction.GetProperty("app_permissions").GetString()));
        var resolved = interaction.GetProperty("data").GetProperty("resolved");
        Assert.True(resolved.GetProperty("users").TryGetProperty(person.Id.ToString(), out _));
        Assert.False(resolved.TryGetProperty("members", out _));
        await bot.RespondAsync(interaction, """{"type":4,"data":{"content":"hello"}}""");
        var answer = (await bot.Client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal(
            interaction.GetProperty("channel_id").GetString(), answer.GetProperty("channel_id").GetString());

        bot.Gateway.People.UseMessageCommandDirectly(person, "Bookmark", Snowflake.Parse(answer.GetProperty("id").GetString()!));
        Assert.Equal(
            answer.GetProperty("id").GetString(),
            (await bot.NextInteractionAsync()).GetProperty("data").GetProperty("target_id").GetString());
        bot.Gateway.People.UseUserCommandDirectly(person, "Inspect", bot.Gateway.World.Bot);
        Assert.Equal(
            bot.Gateway.World.Bot.Id.ToString(),
            (await bot.NextInteractionAsync()).GetProperty("data").GetProperty("target_id").GetString());
        bot.Gateway.People.TypeOptionDirectly(person, "any", "typed", "x");
        Assert.Equal(4, (await bot.NextInteractionAsync()).GetProperty("type").GetInt32());
    }

    [Fact]
    public async Task Contexts_decide_where_a_command_is_offered()
    {
        await using var bot = await CommandBot.StartAsync(Commands);
        var person = bot.Guild.People[1].User;
        var people = bot.Gateway.People;

        Assert.NotNull(people.UseCommandDirectly(person, "direct"));
        Assert.NotNull(people.UseCommand(bot.Guild, "guild"));
        Assert.NotNull(people.UseCommand(bot.Guild, "old"));
        var refused = Assert.Throws<InvalidOperationException>(() => people.UseCommand(bot.Guild, "direct"));
        Assert.Equal("The command direct is not offered in guilds: see its contexts.", refused.Message);
        Assert.Throws<InvalidOperationException>(() => people.UseCommandDirectly(person, "guild"));
        Assert.Throws<InvalidOperationException>(() => people.UseCommandDirectly(person, "old"));
        Assert.Null(people.UseCommandDirectly(person, "unknown"));
    }

    [Fact]
    public async Task Guild_command_hides_a_global_one_of_its_type_only()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"a","description":"x"},{"name":"a","type":2}]""");
        await bot.SendAsync("PUT", bot.GuildCommands, """[{"name":"a","description":"y"},{"name":"b","description":"y"}]""");
        var people = bot.Gateway.People;

        people.UseCommand(bot.Guild, "a");
        var data = (await bot.NextInteractionAsync()).GetProperty("data");
        Assert.Equal(
            (bot.Gateway.Commands[2].Id.ToString(), bot.Guild.Id.ToString()),
            (data.GetProperty("id").GetString(), data.GetProperty("guild_id").GetString()));
        people.UseUserCommand(bot.Guild, "a", bot.Guild.People[0]);
        Assert.False((await bot.NextInteractionAsync()).GetProperty("data").TryGetProperty("guild_id", out _));
        people.UseCommandDirectly(bot.Guild.People[0].User, "a");
        Assert.Equal(
            bot.Gateway.Commands[0].Id.ToString(),
            (await bot.NextInteractionAsync()).GetProperty("data").GetProperty("id").GetString());
        Assert.Null(people.UseCommandDirectly(bot.Guild.People[0].User, "b"));
    }

    [Fact]
    public async Task Person_gets_the_answers_to_commands_in_menus()
    {
        await using var bot = await CommandBot.StartAsync(Commands);
        var cancel = TestContext.Current.CancellationToken;
        var ada = bot.Gateway.People["ada"];
        var message = ada.Say("remember this");
        await bot.Client.ExpectAsync("MESSAGE_CREATE");

        foreach (var answer in (Task<Reply>[])
            [ada.UseOnUserAsync("Inspect", bot.Guild.People[1], cancel), ada.UseOnMessageAsync("Bookmark", message, cancel)])
        {
            var interaction = await bot.NextInteractionAsync();
            string? name = interaction.GetProperty("data").GetProperty("name").GetString();
            await bot.RespondAsync(interaction, $$$"""{"type":4,"data":{"content":"{{{name}}}","flags":64}}""");
            Assert.Equal(name, (await answer).Content);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => ada.UseOnUserAsync("any", bot.Guild.People[1], cancel));
    }
}
