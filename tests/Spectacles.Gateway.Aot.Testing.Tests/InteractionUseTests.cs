using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>People use commands with options, press buttons, choose, fill in modals and type options that are completed.</summary>
public sealed class InteractionUseTests : IAsyncDisposable
{
    private const string Commands = """
        [{"name":"play","description":"x","options":[
            {"type":3,"name":"song","description":"x","required":true,"autocomplete":true},
            {"type":4,"name":"times","description":"x"},{"type":5,"name":"loud","description":"x"},
            {"type":10,"name":"speed","description":"x"},
            {"type":6,"name":"with","description":"x"},{"type":7,"name":"in","description":"x"},{"type":8,"name":"role","description":"x"},
            {"type":3,"name":"mood","description":"x","choices":[{"name":"Happy","value":"h"},{"name":"Sad","value":"s"}]}]},
         {"name":"config","description":"x","options":[{"type":2,"name":"color","description":"x","options":[
            {"type":1,"name":"set","description":"x","options":[{"type":3,"name":"value","description":"x"}]}]}]},
         {"name":"ping","description":"x"}]
        """;

    private readonly HttpClient http = new();
    private SimulatedGateway gateway = null!;
    private RawClient client = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SimulatedGuild Guild => gateway.World.Guilds[0];

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await client.DisposeAsync();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task Options_have_their_registered_types_and_ids_are_resolved()
    {
        await StartAsync();
        var friend = Guild.People[2];

        gateway.People.UseCommand(Guild, "play", options: new Dictionary<string, object>
        {
            ["song"] = "x",
            ["times"] = 3,
            ["loud"] = true,
            ["speed"] = 1.5,
            ["with"] = friend,
            ["in"] = Guild.VoiceChannels[0],
            ["role"] = Guild.Roles[1],
            ["mood"] = "Sad",
        });

        var data = (await client.ExpectAsync("INTERACTION_CREATE")).Data.GetProperty("data");
        Assert.Equal(
            [
                ("song", 3, "\"x\""), ("times", 4, "3"), ("loud", 5, "true"), ("speed", 10, "1.5"), ("with", 6, $"\"{friend.User.Id}\""),
                ("in", 7, $"\"{Guild.VoiceChannels[0].Id}\""), ("role", 8, $"\"{Guild.Roles[1].Id}\""), ("mood", 3, "\"s\""),
            ],
            data.GetProperty("options").EnumerateArray().Select(option => (
                option.GetProperty("name").GetString()!,
                option.GetProperty("type").GetInt32(),
                option.GetProperty("value").GetRawText())));
        var resolved = data.GetProperty("resolved");
        var user = resolved.GetProperty("users").GetProperty(friend.User.Id.ToString());
        Assert.Equal(friend.User.Name, user.GetProperty("username").GetString());
        Assert.True(resolved.GetProperty("members").TryGetProperty(friend.User.Id.ToString(), out _));
        Assert.True(resolved.GetProperty("channels").TryGetProperty(Guild.VoiceChannels[0].Id.ToString(), out _));
        Assert.True(resolved.GetProperty("roles").TryGetProperty(Guild.Roles[1].Id.ToString(), out _));
    }

    [Fact]
    public async Task Subcommand_is_nested_in_its_group()
    {
        await StartAsync();
        gateway.People.UseCommand(Guild, "config color set", options: new Dictionary<string, object> { ["value"] = "red" });

        var group = (await client.ExpectAsync("INTERACTION_CREATE")).Data.GetProperty("data").GetProperty("options")[0];
        var set = group.GetProperty("options")[0];
        Assert.Equal((2, "color", 1, "set"), (
            group.GetProperty("type").GetInt32(), group.GetProperty("name").GetString(), set.GetProperty("type").GetInt32(),
            set.GetProperty("name").GetString()));
        Assert.Equal("red", set.GetProperty("options")[0].GetProperty("value").GetString());
    }

    [Theory]
    [InlineData("play", "", "", "The option song of /play is required.")]
    [InlineData("play", "sing", "x", "/play has no option sing.")]
    [InlineData("config", "", "", "/config has subcommands")]
    [InlineData("config shape set", "", "", "/config has no option shape.")]
    public async Task Use_that_Discord_does_not_offer_is_refused(string command, string option, string value, string message)
    {
        await StartAsync();
        Dictionary<string, object> options = option.Length == 0 ? [] : new() { ["song"] = "x", [option] = value };

        var error = Assert.Throws<ArgumentException>(() => gateway.People.UseCommand(Guild, command, options: options));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Option_is_completed_by_the_bot()
    {
        await StartAsync();
        gateway.People.TypeOption(Guild, "play", "song", "fa");
        var interaction = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
        Assert.Equal(4, interaction.GetProperty("type").GetInt32());
        var option = interaction.GetProperty("data").GetProperty("options")[0];
        Assert.Equal(("fa", true), (option.GetProperty("value").GetString(), option.GetProperty("focused").GetBoolean()));

        Assert.Equal(400, await RespondAsync(interaction, """{"type":4,"data":{"content":"x"}}"""));
        Assert.Equal(204, await RespondAsync(interaction, """{"type":8,"data":{"choices":[{"name":"Fast car","value":"fc"}]}}"""));
        Assert.Contains("Fast car", Assert.Single(gateway.Replies).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Button_updates_its_message_or_opens_a_modal_that_is_submitted()
    {
        await StartAsync();
        gateway.People.UseCommand(Guild, "ping");
        var command = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
        await RespondAsync(command, """
            {"type":4,"data":{"content":"choose","components":[{"type":1,"components":[
            {"type":2,"style":1,"label":"ok","custom_id":"ok"},{"type":2,"style":1,"label":"no","custom_id":"no","disabled":true}]},
            {"type":1,"components":[{"type":3,"custom_id":"menu","options":[{"label":"a","value":"a"}]}]}]}}
            """);
        var message = Snowflake.Parse((await client.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("id").GetString()!);

        gateway.People.Press(Guild, message, "ok");
        var press = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
        Assert.Equal((3, 2), (press.GetProperty("type").GetInt32(), press.GetProperty("data").GetProperty("component_type").GetInt32()));
        Assert.Equal(message.ToString(), press.GetProperty("message").GetProperty("id").GetString());
        Assert.Equal(204, await RespondAsync(press, """{"type":7,"data":{"content":"chosen"}}"""));
        var updated = (await client.ExpectAsync("MESSAGE_UPDATE")).Data;
        Assert.Equal((message.ToString(), "chosen"), (updated.GetProperty("id").GetString(), updated.GetProperty("content").GetString()));

        gateway.People.Choose(Guild, message, "menu", ["a"]);
        var choice = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
        Assert.Equal("a", choice.GetProperty("data").GetProperty("values")[0].GetString());
        Assert.Equal(204, await RespondAsync(choice, """
            {"type":9,"data":{"custom_id":"form","title":"t","components":[
              {"type":1,"components":[{"type":4,"custom_id":"name","label":"n","style":1}]}]}}
            """));
        var opened = Snowflake.Parse(choice.GetProperty("id").GetString()!);
        gateway.People.Submit(Guild, opened, new Dictionary<string, object> { ["name"] = "ada" });
        var submit = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
        Assert.Equal((5, "form"), (submit.GetProperty("type").GetInt32(), submit.GetProperty("data").GetProperty("custom_id").GetString()));
        var input = submit.GetProperty("data").GetProperty("components")[0].GetProperty("components")[0];
        Assert.Equal("ada", input.GetProperty("value").GetString());

        Assert.Throws<InvalidOperationException>(() => gateway.People.Press(Guild, message, "no"));
        Assert.Throws<InvalidOperationException>(() => gateway.People.Press(Guild, message, "other"));
        Assert.Throws<InvalidOperationException>(() => gateway.People.Submit(Guild, 1, new Dictionary<string, object>()));
    }

    private async Task StartAsync()
    {
        gateway = await SimulatedGateway.StartAsync(cancellationToken: Cancel);
        client = await RawClient.WaitForReadyAsync(gateway);
        var path = new Uri($"{gateway.Api}/applications/{gateway.World.ApplicationId}/commands");
        using var request = new HttpRequestMessage(HttpMethod.Put, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bot {gateway.Token}");
        request.Content = new StringContent(Commands, Encoding.UTF8, "application/json");
        (await http.SendAsync(request, Cancel)).EnsureSuccessStatusCode();
    }

    private async Task<int> RespondAsync(JsonElement interaction, string body)
    {
        var path = new Uri($"{gateway.Api}/interactions/{interaction.GetProperty("id")}/{interaction.GetProperty("token")}/callback");
        using var answer = await http.PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"), Cancel);
        return (int)answer.StatusCode;
    }
}
