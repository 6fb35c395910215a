using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway;
using Spectacles.Gateway.Rest;
using Spectacles.Gateway.Testing;

namespace DocumentationTests;

/// <summary>The classes of docs/recipes.md, compiled from there, do what the page says.</summary>
public sealed class RecipeTests
{
    [Fact]
    public async Task Events_of_a_guild_wait_for_each_other_and_not_for_other_guilds()
    {
        var type = Load("GuildOrder").GetType("GuildOrder", throwOnError: true)!;
        var run = type.GetMethod("RunAsync")!
            .CreateDelegate<Func<Snowflake, Func<Task>, Task>>(Activator.CreateInstance(type)!);
        var first = new TaskCompletionSource();
        List<string> begun = [];

        var calls = new[]
        {
            run(1, () => BeginAsync("first", first.Task)),
            run(1, () => BeginAsync("second", Task.FromException(new InvalidOperationException("a failed call")))),
            run(1, () => BeginAsync("third", Task.CompletedTask)),
            run(2, () => BeginAsync("other guild", Task.CompletedTask)),
        };
        Assert.Equal(["first", "other guild"], begun);
        first.SetResult();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.WhenAll(calls));
        Assert.Equal(["first", "other guild", "second", "third"], begun);

        Task BeginAsync(string name, Task end)
        {
            begun.Add(name);
            return end;
        }
    }

    [Fact]
    public async Task Prefix_command_is_found_by_the_first_word()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var rest = Rest(gateway);
        var commands = Handler(Load("PrefixCommands"), "PrefixCommands", rest);
        var channel = gateway.World.Guilds[0].TextChannels[0];

        await SayAsync("!PING");
        await SayAsync("!echo  @everyone hello");
        await SayAsync("!pinga");
        await SayAsync("ping");
        await SayAsync("!ping", isBot: true);

        Assert.Equal(["pong", "@everyone hello"], gateway.Replies.Select(reply => reply.Content));

        Task SayAsync(string content, bool isBot = false) => DispatchAsync(
            commands,
            "MESSAGE_CREATE",
            $$$"""
            {"id":"{{{gateway.People["ada"].Say(channel, content)}}}","channel_id":"{{{channel.Id}}}","content":"{{{content}}}",
            "author":{"id":"2","username":"ada","bot":{{{(isBot ? "true" : "false")}}}}}
            """);
    }

    [Fact]
    public async Task Spam_is_followed_by_one_time_out()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var rest = Rest(gateway);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var guard = Handler(Load("SpamGuard"), "SpamGuard", rest, time);
        var guild = gateway.World.Guilds[0];
        var ada = gateway.People["ada"];

        await SayAsync(7);
        time.Advance(TimeSpan.FromSeconds(6));
        await SayAsync(7);
        Assert.Empty(gateway.Calls);
        await SayAsync(3);

        var call = Assert.Single(gateway.Calls);
        Assert.Equal(("PATCH", 200), (call.Method, call.Status));
        Assert.EndsWith($"/guilds/{guild.Id}/members/{ada.User.Id}", call.Path, StringComparison.Ordinal);
        Assert.Contains("communication_disabled_until", call.Body, StringComparison.Ordinal);

        async Task SayAsync(int times)
        {
            for (int i = 0; i < times; i++)
            {
                await DispatchAsync(
                    guard,
                    "MESSAGE_CREATE",
                    $$$"""{"id":"9","channel_id":"8","guild_id":"{{{guild.Id}}}","content":"","author":{"id":"{{{ada.User.Id}}}","username":"ada"}}""");
            }
        }
    }

    [Fact]
    public async Task Voice_moves_have_the_channel_before_and_after()
    {
        var output = new StringWriter();
        var moves = new GuildDirectory(GuildDetails.VoiceStates);
        Activator.CreateInstance(Load("VoiceMoves").GetType("VoiceMoves", throwOnError: true)!, moves, output);

        await DispatchAsync(moves, "GUILD_CREATE", """{"id":"1","name":"a","voice_states":[{"user_id":"2","channel_id":"3"},{"user_id":"5"}]}""");
        await DispatchAsync(moves, "VOICE_STATE_UPDATE", """{"guild_id":"1","user_id":"2","channel_id":"4"}""");
        await DispatchAsync(moves, "VOICE_STATE_UPDATE", """{"guild_id":"1","user_id":"2","channel_id":"4","self_mute":true}""");
        await DispatchAsync(moves, "VOICE_STATE_UPDATE", """{"guild_id":"1","user_id":"2","channel_id":null}""");
        await DispatchAsync(moves, "VOICE_STATE_UPDATE", """{"guild_id":"1","user_id":"2","channel_id":"3"}""");

        Assert.Equal(["2: 3 -> 4", "2: 4 -> nowhere", "2: nowhere -> 3"], output.ToString().Trim().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public async Task Third_star_links_the_message_once()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var board = gateway.World.Guilds[0].TextChannels[0].Id;
        var recipe = Load("Starboard");
        using var rest = Rest(gateway);
        var starboard = Handler(recipe, "Starboard", rest, board);

        foreach (int user in new[] { 1, 2, 2, 3, 4 })
        {
            await DispatchAsync(
                starboard,
                "MESSAGE_REACTION_ADD",
                $$$"""{"guild_id":"7","channel_id":"8","message_id":"9","user_id":"{{{user}}}","emoji":{"id":null,"name":"⭐"}}""");
        }

        var reply = Assert.Single(gateway.Replies);
        Assert.Equal((board, "⭐ https://discord.com/channels/7/8/9"), (reply.ChannelId, reply.Content));
    }

    [Fact]
    public async Task Welcome_counts_members_who_join_and_leave()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var channel = gateway.World.Guilds[0].TextChannels[0].Id;
        var recipe = Load("Welcome");
        using var rest = Rest(gateway);
        var guilds = new GuildDirectory();
        var welcome = Handler(recipe, "Welcome", rest, guilds, channel);

        await DispatchAsync(guilds, "GUILD_CREATE", """{"id":"1","name":"a","member_count":5}""");
        await DispatchAsync(guilds, "GUILD_MEMBER_REMOVE", """{"guild_id":"1","user":{"id":"2"}}""");
        await JoinAsync("3");
        await JoinAsync("4");

        Assert.Equal(
            ["Welcome, <@3>! You are member 5.", "Welcome, <@4>! You are member 6."], gateway.Replies.Select(reply => reply.Content));

        async Task JoinAsync(string userId)
        {
            string member = $$$"""{"guild_id":"1","user":{"id":"{{{userId}}}"}}""";
            await DispatchAsync(guilds, "GUILD_MEMBER_ADD", member);
            await DispatchAsync(welcome, "GUILD_MEMBER_ADD", member);
        }
    }

    private static Assembly Load(string type)
    {
        var page = DocumentationPage.All["docs/recipes.md"];
        return new BlockProgram(page, page.Blocks.First(block => block.Text.Contains($" class {type}", StringComparison.Ordinal))).Load();
    }

    private static IGatewayHandler Handler(Assembly recipe, string type, params object[] services) =>
        (IGatewayHandler)Activator.CreateInstance(recipe.GetType(type, throwOnError: true)!, services)!;

    private static BotRest Rest(SimulatedGateway gateway) => new(gateway.Token, new BotRestOptions { Api = gateway.Api });

    private static Task<HandlerRun> DispatchAsync(IGatewayHandler handler, string eventName, string json) =>
        HandlerTest.DispatchAsync(handler, eventName, json, TestContext.Current.CancellationToken);
}
