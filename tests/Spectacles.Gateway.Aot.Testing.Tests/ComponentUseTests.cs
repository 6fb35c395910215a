using System.Net.Http.Json;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Users press buttons, choose in menus of every type, and submit modals.</summary>
public sealed class ComponentUseTests
{
    private const string Message = """
        {"type":4,"data":{"content":"x","components":[
          {"type":1,"components":[{"type":2,"style":1,"label":"ok","custom_id":"ok"},
            {"type":2,"style":1,"label":"no","custom_id":"no","disabled":true}]},
          {"type":1,"components":[{"type":3,"custom_id":"text","min_values":1,"max_values":2,
            "options":[{"label":"A","value":"a"},{"label":"B","value":"b"},{"label":"C","value":"c"}]}]},
          {"type":1,"components":[{"type":5,"custom_id":"user","max_values":2}]},
          {"type":1,"components":[{"type":7,"custom_id":"whom","max_values":2}]},
          {"type":1,"components":[{"type":8,"custom_id":"voice","channel_types":[2]}]}]}}
        """;

    private const string Modal = """
        {"type":9,"data":{"custom_id":"form","title":"t","components":[
          {"type":10,"content":"Fill in"},
          {"type":18,"label":"l","component":{"type":4,"custom_id":"why","style":2,"min_length":2,"max_length":5}},
          {"type":18,"id":7,"label":"l","component":{"type":3,"custom_id":"pick",
            "options":[{"label":"A","value":"a"},{"label":"B","value":"b","default":true}]}},
          {"type":18,"label":"l","component":{"type":6,"custom_id":"role","required":false}},
          {"type":18,"label":"l","component":{"type":19,"custom_id":"files","max_values":2}},
          {"type":18,"label":"l","component":{"type":21,"custom_id":"radio","required":false,
            "options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}},
          {"type":18,"label":"l","component":{"type":22,"custom_id":"boxes",
            "options":[{"label":"A","value":"a"},{"label":"B","value":"b"}]}},
          {"type":18,"label":"l","component":{"type":23,"custom_id":"box"}}]}}
        """;

    [Fact]
    public async Task Button_and_menus_have_ids_values_and_what_they_refer_to()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        var message = await ShowAsync(bot);
        var people = bot.Gateway.People;

        people.Press(bot.Guild, message, "ok");
        Assert.Equal("""{"component_type":2,"id":2,"custom_id":"ok"}""", await NextDataAsync(bot));
        people.Choose(bot.Guild, message, "text", ["a", "C"]);
        Assert.Equal("""{"component_type":3,"id":5,"custom_id":"text","values":["a","c"]}""", await NextDataAsync(bot));

        var (friend, role) = (bot.Guild.People[1], bot.Guild.Roles[1]);
        people.Choose(bot.Guild, message, "user", [friend, bot.Guild.People[2].User.Id]);
        var chosen = JsonDocument.Parse(await NextDataAsync(bot)).RootElement;
        Assert.Equal([friend.User.Id.ToString(), bot.Guild.People[2].User.Id.ToString()], Texts(chosen.GetProperty("values")));
        Assert.Equal(2, chosen.GetProperty("resolved").GetProperty("users").GetPropertyCount());
        Assert.Equal(2, chosen.GetProperty("resolved").GetProperty("members").GetPropertyCount());

        people.Choose(bot.Guild, message, "whom", [friend, role]);
        var resolved = JsonDocument.Parse(await NextDataAsync(bot)).RootElement.GetProperty("resolved");
        Assert.Equal(role.Name, resolved.GetProperty("roles").GetProperty(role.Id.ToString()).GetProperty("name").GetString());
        Assert.True(resolved.GetProperty("users").TryGetProperty(friend.User.Id.ToString(), out _));

        people.Choose(bot.Guild, message, "voice", [bot.Guild.VoiceChannels[0]]);
        resolved = JsonDocument.Parse(await NextDataAsync(bot)).RootElement.GetProperty("resolved");
        Assert.True(resolved.GetProperty("channels").TryGetProperty(bot.Guild.VoiceChannels[0].Id.ToString(), out _));
    }

    [Fact]
    public async Task What_the_client_does_not_offer_is_refused()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        var message = await ShowAsync(bot);
        var people = bot.Gateway.People;

        Assert.Contains("disabled", Refusal(() => people.Press(bot.Guild, message, "no")), StringComparison.Ordinal);
        Assert.Contains("no button", Refusal(() => people.Press(bot.Guild, message, "text")), StringComparison.Ordinal);
        Assert.Contains("no menu", Refusal(() => people.Choose(bot.Guild, message, "ok", ["a"])), StringComparison.Ordinal);
        var owner = bot.Guild.People[0].User;
        Assert.Contains("does not see", Refusal(() => people.PressDirectly(owner, message, "ok")), StringComparison.Ordinal);
        foreach ((string menu, object[] values, string error) in new (string, object[], string)[]
        {
            ("text", [], "The menu text takes 1 to 2 values, not 0."),
            ("text", ["a", "b", "c"], "The menu text takes 1 to 2 values, not 3."),
            ("text", ["a", "a"], "The menu text takes each value once."),
            ("text", ["d"], "The menu text has no option d. It has: a, b, c."),
            ("user", [bot.Guild.Roles[1]], "The menu user takes a user"),
            ("voice", [bot.Guild.TextChannels[0]], "The menu voice takes channels of the types 2."),
        })
        {
            var thrown = Assert.Throws<ArgumentException>(() => people.Choose(bot.Guild, message, menu, values));
            Assert.StartsWith(error, thrown.Message, StringComparison.Ordinal);
        }

        people.Press(bot.Guild, message, "ok");
        Assert.Contains("\"ok\"", await NextDataAsync(bot), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Modal_is_submitted_as_the_bot_has_built_it()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        var (opened, role) = (await OpenAsync(bot, Modal), bot.Guild.Roles[1]);

        bot.Gateway.People.Submit(bot.Guild, opened, new Dictionary<string, object>
        {
            ["why"] = "fine",
            ["role"] = new[] { role },
            ["files"] = new[] { new SimulatedFile("a.txt", "abc"u8.ToArray()) },
            ["boxes"] = new[] { "b", "a" },
            ["box"] = true,
        });

        var data = (await bot.NextInteractionAsync()).GetProperty("data");
        string file = Assert.Single(data.GetProperty("resolved").GetProperty("attachments").EnumerateObject()).Name;
        Assert.Equal("form", data.GetProperty("custom_id").GetString());
        Assert.Equal(
            [
                """{"type":10,"id":1}""",
                """{"type":18,"id":2,"component":{"type":4,"id":3,"custom_id":"why","value":"fine"}}""",
                """{"type":18,"id":7,"component":{"type":3,"id":4,"custom_id":"pick","values":["b"]}}""",
                $$$"""{"type":18,"id":5,"component":{"type":6,"id":6,"custom_id":"role","values":["{{{role.Id}}}"]}}""",
                $$$"""{"type":18,"id":8,"component":{"type":19,"id":9,"custom_id":"files","values":["{{{file}}}"]}}""",
                """{"type":18,"id":10,"component":{"type":21,"id":11,"custom_id":"radio","value":null}}""",
                """{"type":18,"id":12,"component":{"type":22,"id":13,"custom_id":"boxes","values":["b","a"]}}""",
                """{"type":18,"id":14,"component":{"type":23,"id":15,"custom_id":"box","value":true}}""",
            ],
            data.GetProperty("components").EnumerateArray().Select(component => component.GetRawText()));
        Assert.True(data.GetProperty("resolved").GetProperty("roles").TryGetProperty(role.Id.ToString(), out _));
    }

    [Fact]
    public async Task Modal_with_action_rows_keeps_them()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        var opened = await OpenAsync(bot, """
            {"type":9,"data":{"custom_id":"f","title":"t","components":[
              {"type":1,"components":[{"type":4,"custom_id":"a","label":"l","style":1,"value":"preset"}]},
              {"type":1,"components":[{"type":4,"custom_id":"b","label":"l","style":1,"required":false}]}]}}
            """);

        bot.Gateway.People.Submit(bot.Guild, opened, new Dictionary<string, object>());

        var components = (await bot.NextInteractionAsync()).GetProperty("data").GetProperty("components");
        Assert.Equal(
            """[{"type":1,"id":1,"components":[{"type":4,"id":2,"custom_id":"a","value":"preset"}]},{"type":1,"id":3,"components":[{"type":4,"id":4,"custom_id":"b","value":""}]}]""",
            components.GetRawText());
    }

    [Theory]
    [InlineData("why", "", "The component why of the modal is required.")]
    [InlineData("why", null, "The component why of the modal is required.")]
    [InlineData("files", null, "The component files of the modal takes 1 to 2 values, not 0.")]
    [InlineData("why", "x", "The component why of the modal takes a text of 2 to 5 characters, not 1.")]
    [InlineData("why", 3, "The component why of the modal takes a text, not 3.")]
    [InlineData("pick", "c", "The component pick of the modal has no option c. It has: a, b.")]
    [InlineData("radio", "c", "The component radio of the modal has no option c. It has: a, b.")]
    [InlineData("files", "a.txt", "The component files of the modal takes a SimulatedFile, not a.txt.")]
    [InlineData("box", "yes", "The component box of the modal takes true or false, not yes.")]
    [InlineData("boxes", "", "The component boxes of the modal has no option . It has: a, b.")]
    [InlineData("other", "x", "The modal has no component other. It has: why, pick, role, files, radio, boxes, box.")]
    public async Task Value_that_the_modal_does_not_take_is_refused(string component, object? value, string error)
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        var opened = await OpenAsync(bot, Modal);
        Dictionary<string, object> values = new()
        {
            ["why"] = "fine",
            ["files"] = new SimulatedFile("a.txt", "abc"u8.ToArray()),
            ["boxes"] = "a",
        };
        if (value is null)
        {
            values.Remove(component);
        }
        else
        {
            values[component] = value;
        }

        Assert.Equal(error, Assert.Throws<ArgumentException>(() => bot.Gateway.People.Submit(bot.Guild, opened, values)).Message);
    }

    [Fact]
    public async Task Components_and_modals_work_in_direct_messages()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        var person = bot.Guild.People[1].User;
        var people = bot.Gateway.People;
        people.UseCommandDirectly(person, "ping");
        await bot.RespondAsync(await bot.NextInteractionAsync(), Message);
        var message = Snowflake.Parse((await bot.Client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("id").GetString()!);

        people.ChooseDirectly(person, message, "user", [person]);
        var choice = await bot.NextInteractionAsync();
        Assert.False(choice.GetProperty("data").GetProperty("resolved").TryGetProperty("members", out _));
        Assert.Equal(message.ToString(), choice.GetProperty("message").GetProperty("id").GetString());
        people.PressDirectly(person, message, "ok");
        var press = await bot.NextInteractionAsync();
        Assert.Equal(person.Id.ToString(), press.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(1, press.GetProperty("context").GetInt32());
        await bot.RespondAsync(press, """
            {"type":9,"data":{"custom_id":"f","title":"t","components":[
              {"type":18,"label":"l","component":{"type":4,"custom_id":"a","style":1}}]}}
            """);
        var opened = Snowflake.Parse(press.GetProperty("id").GetString()!);
        Assert.Throws<InvalidOperationException>(() => people.Submit(bot.Guild, opened, new Dictionary<string, object> { ["a"] = "x" }));

        people.SubmitDirectly(opened, new Dictionary<string, object> { ["a"] = "x" });

        var submit = await bot.NextInteractionAsync();
        Assert.Equal(5, submit.GetProperty("type").GetInt32());
        Assert.Equal(person.Id.ToString(), submit.GetProperty("user").GetProperty("id").GetString());
        Assert.Equal(message.ToString(), submit.GetProperty("message").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Modal_is_submitted_over_the_control_API()
    {
        await using var bot = await CommandBot.StartAsync("""[{"name":"ping","description":"x"}]""");
        await using var control = await ControlServer.StartAsync(bot.Gateway, cancellationToken: TestContext.Current.CancellationToken);
        var opened = await OpenAsync(bot, """
            {"type":9,"data":{"custom_id":"f","title":"t","components":[
              {"type":18,"label":"l","component":{"type":4,"custom_id":"why","style":1}},
              {"type":18,"label":"l","component":{"type":5,"custom_id":"users","max_values":2}},
              {"type":18,"label":"l","component":{"type":23,"custom_id":"box"}}]}}
            """);
        string[] users = [bot.Guild.People[1].User.Id.ToString(), bot.Guild.People[2].User.Id.ToString()];

        using var http = new HttpClient { BaseAddress = control.Address };
        using var answer = await http.PostAsJsonAsync(
            "submit",
            new { who = "ada", interaction_id = opened.ToString(), values = new { why = "x", users, box = true }, wait = 0 },
            TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        var data = (await bot.NextInteractionAsync()).GetProperty("data");
        var inputs = data.GetProperty("components").EnumerateArray().Select(label => label.GetProperty("component")).ToArray();
        Assert.Equal("x", inputs[0].GetProperty("value").GetString());
        Assert.Equal(users, Texts(inputs[1].GetProperty("values")));
        Assert.True(inputs[2].GetProperty("value").GetBoolean());
        Assert.Equal(2, data.GetProperty("resolved").GetProperty("users").GetPropertyCount());
    }

    /// <summary>The bot shows a message with components.</summary>
    private static async Task<Snowflake> ShowAsync(CommandBot bot)
    {
        bot.Gateway.People.UseCommand(bot.Guild, "ping");
        await bot.RespondAsync(await bot.NextInteractionAsync(), Message);
        return Snowflake.Parse((await bot.Client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("id").GetString()!);
    }

    /// <summary>The bot answers a command with a modal.</summary>
    private static async Task<Snowflake> OpenAsync(CommandBot bot, string modal)
    {
        var opened = bot.Gateway.People.UseCommand(bot.Guild, "ping");
        await bot.RespondAsync(await bot.NextInteractionAsync(), modal);
        return opened!.Value;
    }

    private static async Task<string> NextDataAsync(CommandBot bot) => (await bot.NextInteractionAsync()).GetProperty("data").GetRawText();

    private static string Refusal(Action action) => Assert.Throws<InvalidOperationException>(action).Message;

    private static IEnumerable<string?> Texts(JsonElement list) => list.EnumerateArray().Select(text => text.GetString());
}
