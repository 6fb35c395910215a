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

    private static RestRequest Create(RestScene scene, string content) =>
        scene.Request(HttpMethod.Post, Messages, $"channels/{scene.Channel}/messages") with
        {
            Body = new CreateMessageBody { Content = content },
        };

    private sealed class ForwardStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
