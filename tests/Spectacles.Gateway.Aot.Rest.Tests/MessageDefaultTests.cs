using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>What the client adds to messages: what may be mentioned, and a nonce.</summary>
public sealed class MessageDefaultTests
{
    [Fact]
    public async Task Message_mentions_nobody_by_default()
    {
        await using var scene = await RestScene.StartAsync();
        var user = scene.Gateway.World.Guilds[0].People[1].User.Id;

        var message = await scene.Rest.CreateMessageAsync(scene.Channel, new() { Content = $"<@{user}> @everyone" });

        Assert.Equal((0, false), (message.Mentions.Length, message.MentionEveryone));
    }

    [Fact]
    public async Task Message_decides_by_itself_what_it_mentions()
    {
        await using var scene = await RestScene.StartAsync();
        var user = scene.Gateway.World.Guilds[0].People[1].User.Id;

        var message = await scene.Rest.CreateMessageAsync(
            scene.Channel, new() { Content = $"<@{user}> @everyone", AllowedMentions = new() { Users = [user] } });

        Assert.Equal((1, false), (message.Mentions.Length, message.MentionEveryone));
    }

    [Fact]
    public async Task Client_without_allowed_mentions_leaves_them_to_Discord()
    {
        await using var scene = await RestScene.StartAsync(new BotRestOptions { AllowedMentions = null });

        Assert.True((await scene.Rest.CreateMessageAsync(scene.Channel, new() { Content = "@everyone" })).MentionEveryone);
    }

    [Fact]
    public async Task Message_whose_answer_is_lost_appears_once()
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(2, RestFault.CutAfterCall);

        var message = await scene.Rest.CreateMessageAsync(scene.Channel, new() { Content = "once" });

        Assert.Equal([message.Id], (await scene.Rest.GetChannelMessagesAsync(scene.Channel)).Select(one => one.Id));
    }

    [Fact]
    public void Every_body_that_can_say_what_it_mentions_has_a_default()
    {
        var bodies = typeof(BotRest).GetMethods().SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
            .Where(type => type.GetProperty(nameof(CreateMessageBody.AllowedMentions)) is not null)
            .ToHashSet();

        Assert.Contains(typeof(CreateMessageBody), bodies);
        Assert.All(bodies, body => Assert.True(body.IsAssignableTo(typeof(IMessageBody)), body.Name));
    }

    [Theory]
    [InlineData(null, null, true, 5, true)]
    [InlineData("mine", null, true, 5, true)]
    [InlineData("mine", true, true, 5, true)]
    [InlineData(null, true, true, 5, true)]
    [InlineData("mine", true, false, 5, true)]
    [InlineData("mine", false, true, 1, false)]
    [InlineData(null, false, true, 1, false)]
    [InlineData("", null, true, 1, true)]
    [InlineData(null, true, false, 1, true)]
    [InlineData("mine", null, false, 1, null)]
    [InlineData(null, null, false, 1, null)]
    public async Task Message_is_repeated_only_with_a_nonce_that_Discord_enforces(
        string? nonce, bool? enforce, bool clientEnforces, int requests, bool? sent)
    {
        var handler = new RecordingHandler(HttpStatusCode.BadGateway);
        var options = new BotRestOptions
        {
            Http = new HttpMessageInvoker(handler),
            EnforceNonces = clientEnforces,
            TimeProvider = new FastTime(TimeSpan.FromSeconds(30)),
        };
        using var rest = new BotRest(TestToken.Text, options);

        await Assert.ThrowsAsync<DiscordApiException>(
            () => rest.CreateMessageAsync(1, new CreateMessageBody { Content = "x", Nonce = nonce, EnforceNonce = enforce }));

        Assert.Equal(requests, handler.Requests);
        using var body = JsonDocument.Parse(handler.Body!);
        Assert.Equal(sent, body.RootElement.TryGetProperty("enforce_nonce", out var value) ? value.GetBoolean() : null);
        string? found = body.RootElement.TryGetProperty("nonce", out var text) ? text.GetString() : null;
        Assert.Equal(nonce ?? (requests > 1 ? "a number" : null), ulong.TryParse(found, out _) ? "a number" : found);
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Fields_are_added_at_the_right_place(string expected, Func<BotRest, Task> call)
    {
        var handler = new RecordingHandler();
        using var rest = new BotRest(TestToken.Text, new BotRestOptions { Http = new HttpMessageInvoker(handler), EnforceNonces = false });

        await call(rest);

        Assert.Equal(expected, handler.Body);
    }

    public static TheoryData<string, Func<BotRest, Task>> Bodies() => new()
    {
        {
            """{"content":"x","allowed_mentions":{"parse":[],"replied_user":true}}""",
            rest => rest.EditMessageAsync(1, 2, new() { Content = "x" })
        },
        { """{"content":"x","allowed_mentions":null}""", rest => rest.EditMessageAsync(1, 2, new() { Content = "x", AllowedMentions = new(null) }) },
        { """{"flags":4}""", rest => rest.EditMessageAsync(1, 2, new() { Flags = MessageFlags.SuppressEmbeds }) },
        { """{"content":null}""", rest => rest.EditMessageAsync(1, 2, new() { Content = new(null) }) },
        { """{"components":[]}""", rest => rest.EditMessageAsync(1, 2, new() { Components = Components() }) },
        {
            """{"components":[{"type":10,"content":"x"}],"allowed_mentions":{"parse":[],"replied_user":true}}""",
            rest => rest.EditMessageAsync(1, 2, new() { Components = Components(new TextDisplayComponent { Content = "x" }) })
        },
        {
            """{"flags":4}""",
            rest => rest.EditWebhookMessageAsync(1, "t", 2, new EditWebhookMessageBody { Flags = MessageFlags.SuppressEmbeds })
        },
        {
            """{"content":"x","allowed_mentions":{"parse":[],"replied_user":true}}""",
            rest => rest.EditOriginalInteractionResponseAsync(1, "t", "x")
        },
        {
            """{"type":7,"data":{"flags":4}}""",
            rest => rest.CreateInteractionResponseAsync(
                1, "t", new() { Type = InteractionResponseType.UpdateMessage, Data = new() { Flags = MessageFlags.SuppressEmbeds } })
        },
        {
            """{"type":7,"data":{"content":"x","allowed_mentions":{"parse":[],"replied_user":true}}}""",
            rest => rest.CreateInteractionResponseAsync(
                1, "t", new() { Type = InteractionResponseType.UpdateMessage, Data = new() { Content = "x" } })
        },
        { """{"allowed_mentions":{"parse":[],"replied_user":true}}""", rest => rest.CreateFollowupMessageAsync(1, "t", new()) },
        {
            """{"type":4,"data":{"content":"x","allowed_mentions":{"parse":[],"replied_user":true}}}""",
            rest => rest.CreateInteractionResponseAsync(
                1, "t", new() { Type = InteractionResponseType.ChannelMessageWithSource, Data = new() { Content = "x" } })
        },
        {
            """{"type":5,"data":{"flags":64}}""",
            rest => rest.CreateInteractionResponseAsync(
                1,
                "t",
                new() { Type = InteractionResponseType.DeferredChannelMessageWithSource, Data = new() { Flags = MessageFlags.Ephemeral } })
        },
        {
            """{"type":6}""",
            rest => rest.CreateInteractionResponseAsync(1, "t", new() { Type = InteractionResponseType.DeferredMessageUpdate })
        },
        {
            """{"name":"n","applied_tags":["5"],"message":{"content":"x","allowed_mentions":{"parse":[],"replied_user":true}}}""",
            rest => rest.StartThreadInForumOrMediaChannelAsync(
                1, new() { Name = "n", Message = new() { Content = "x" }, AppliedTags = ImmutableArray.Create<Snowflake>(5) })
        },
    };

    private static ImmutableArray<Component>? Components(params Component[] components) => [.. components];

    private sealed class RecordingHandler(HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        public string? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(status) { Content = new StringContent("{}") };
        }
    }
}
