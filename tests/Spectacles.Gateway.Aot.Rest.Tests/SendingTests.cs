using System.Net;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>A request is sent, its answer is read, and errors say what happened.</summary>
public sealed class SendingTests
{
    private const string Messages = "/channels/{channel_id}/messages";

    [Fact]
    public async Task Answer_is_read_as_a_model()
    {
        await using var scene = await RestScene.StartAsync();

        var message = await scene.Rest.ReadAsync<Message>(Create(scene, "hello"));

        Assert.Equal("hello", message.Content);
        Assert.Equal(scene.Channel, message.ChannelId);
    }

    [Fact]
    public async Task Refusal_names_the_route_the_code_and_the_fields()
    {
        await using var scene = await RestScene.StartAsync();

        var refused = await Assert.ThrowsAsync<DiscordApiException>(() => scene.Rest.SendAsync(Create(scene, new string('x', 2001))));

        Assert.Equal((HttpStatusCode.BadRequest, 50035), (refused.Status, refused.Code));
        Assert.Equal(("content", "BASE_TYPE_MAX_LENGTH"), (refused.Errors[0].Path, refused.Errors[0].Code));
        Assert.StartsWith(
            "POST /channels/{channel_id}/messages: Discord answered 400 with the error 50035: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Channel.ToString(), refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_that_Discord_has_to_prepare_says_when_to_repeat_it()
    {
        const string Answer = """
            {"message":"Index not yet available. Try again later","code":110000,"documents_indexed":0,"retry_after":2.5}
            """;
        using var rest = Answering(HttpStatusCode.Accepted, Answer);
        Func<Task>[] searches = [() => rest.SearchThreadsAsync(1), () => rest.SearchGuildMessagesAsync(1)];
        foreach (var search in searches)
        {
            var error = await Assert.ThrowsAsync<DiscordApiException>(search);
            Assert.Equal((HttpStatusCode.Accepted, 110000, TimeSpan.FromSeconds(2.5)), (error.Status, error.Code, error.RetryAfter));
            Assert.EndsWith("202 with the error 110000: Index not yet available. Try again later", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Other_answers_with_202_are_results()
    {
        using var rest = Answering(HttpStatusCode.Accepted, """{"threads":[],"members":[],"has_more":false,"total_results":7}""");

        Assert.Equal(7, (await rest.SearchThreadsAsync(1)).TotalResults);
    }

    [Fact]
    public async Task Answer_may_be_empty_where_Discord_says_so()
    {
        using var rest = Answering(HttpStatusCode.NoContent, "");

        Assert.Null(await rest.ModifyGuildMemberAsync(1, 2, new()));
        Assert.Null(await rest.CreateChannelInviteAsync(1, new()));
        var error = await Assert.ThrowsAsync<DiscordApiException>(() => rest.GetChannelMessageAsync(1, 2));
        Assert.Equal(HttpStatusCode.NoContent, error.Status);
    }

    [Fact]
    public async Task Files_are_sent_with_the_message_also_when_the_first_attempt_fails()
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(1, RestFault.FromProxy(502));
        using var content = new MemoryStream("hello, file"u8.ToArray());

        var message = await scene.Rest.ReadAsync<Message>(Create(scene, "with a file") with
        {
            Files = [new RestFile("notes.txt", content) { Description = "Notes" }],
        });

        var attachment = Assert.Single(message.Attachments);
        Assert.Equal(("notes.txt", "Notes", 11), (attachment.Filename, attachment.Description, attachment.Size));
        Assert.Equal("with a file", message.Content);
        using var http = new HttpClient();
        Assert.Equal("hello, file", await http.GetStringAsync(new Uri(attachment.Url)));
    }

    [Fact]
    public async Task Stream_that_cannot_be_rewound_is_sent_once()
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(1, RestFault.FromProxy(502));
        using var content = new ForwardStream("hello, file"u8.ToArray());

        var request = Create(scene, "with a file") with { Files = [new RestFile("notes.txt", content)] };

        var failed = await Assert.ThrowsAsync<DiscordApiException>(() => scene.Rest.SendAsync(request));
        Assert.Equal(HttpStatusCode.BadGateway, failed.Status);
    }

    private static BotRest Answering(HttpStatusCode status, string body) =>
        new(TestToken.Text, new BotRestOptions { Http = new HttpMessageInvoker(new SameAnswer(status, body)) });

    private static RestRequest Create(RestScene scene, string content) =>
        scene.Request(HttpMethod.Post, Messages, $"channels/{scene.Channel}/messages") with
        {
            Body = new CreateMessageBody { Content = content },
        };

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class SameAnswer(HttpStatusCode status, string body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body) });
    }
}
