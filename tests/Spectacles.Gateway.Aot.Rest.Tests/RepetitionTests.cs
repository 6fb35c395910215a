using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>What is sent again after an error of the network or the server, and what is not.</summary>
public sealed class RepetitionTests
{
    private const string Messages = "/channels/{channel_id}/messages";

    [Theory]
    [InlineData(502)]
    [InlineData(500)]
    public async Task Server_error_is_followed_by_another_request(int status)
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(3, RestFault.FromProxy(status));

        Assert.Equal("hello", (await scene.Rest.ReadAsync<Message>(Create(scene))).Content);
    }

    [Fact]
    public async Task Fifth_server_error_ends_the_call()
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(5, RestFault.Error(503, 0, "Service resource is being rate limited."));

        var failed = await Assert.ThrowsAsync<DiscordApiException>(() => scene.Rest.SendAsync(Create(scene)));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, failed.Status);
        Assert.Equal("hello", (await scene.Rest.ReadAsync<Message>(Create(scene))).Content);
    }

    [Fact]
    public async Task Cut_connection_is_followed_by_another_request()
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(2, RestFault.CutBeforeCall);

        Assert.Equal("hello", (await scene.Rest.ReadAsync<Message>(Create(scene))).Content);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deletion_whose_answer_is_lost_is_done(bool isCut)
    {
        await using var scene = await RestScene.StartAsync();
        var message = await scene.Rest.CreateMessageAsync(scene.Channel, "text");
        scene.Gateway.Script.FailRestCalls(1, isCut ? RestFault.CutAfterCall : RestFault.FromProxy(502));

        if (!isCut)
        {
            // As if the call had been made behind the proxy's error.
            scene.Gateway.Script.FailRestCalls(1, RestFault.Error(404, 10008, "Unknown Message"));
        }

        await scene.Rest.DeleteMessageAsync(scene.Channel, message.Id);
    }

    [Theory]
    [InlineData(404, 0)]
    [InlineData(403, 50001)]
    public async Task Deletion_whose_repetition_has_another_error_is_not_done(int status, int code)
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(1, RestFault.CutBeforeCall);
        scene.Gateway.Script.FailRestCalls(1, RestFault.Error(status, code, "text"));

        var error = await Assert.ThrowsAsync<DiscordApiException>(() => scene.Rest.DeleteMessageAsync(scene.Channel, 5));

        Assert.Equal((status, code), ((int)error.Status, error.Code));
    }

    [Fact]
    public async Task Deletion_of_what_does_not_exist_is_an_error_at_the_first_request()
    {
        await using var scene = await RestScene.StartAsync();

        var first = await Assert.ThrowsAsync<DiscordApiException>(() => scene.Rest.DeleteMessageAsync(scene.Channel, 5));

        Assert.Equal(10008, first.Code);
    }

    [Fact]
    public async Task Deletion_that_was_certainly_not_sent_before_is_an_error()
    {
        var handler = new RefusingHandler(refusals: 1, () => new HttpResponseMessage(HttpStatusCode.NotFound)
        {
            Content = new StringContent("""{"message":"Unknown Message","code":10008}"""),
        });
        var time = new FastTime(TimeSpan.FromSeconds(30));
        using var rest = new BotRest(TestToken.Text, new BotRestOptions { Http = new HttpMessageInvoker(handler), TimeProvider = time });

        await Assert.ThrowsAsync<DiscordApiException>(() => rest.DeleteMessageAsync(1, 2));
        Assert.Equal(2, handler.Requests);
    }

    [Fact]
    public async Task Request_with_a_second_effect_is_sent_once()
    {
        await using var scene = await RestScene.StartAsync();
        scene.Gateway.Script.FailRestCalls(1, RestFault.CutAfterCall);
        await Assert.ThrowsAsync<HttpRequestException>(() => scene.Rest.SendAsync(Create(scene, RestTraits.NotRepeatable)));

        scene.Gateway.Script.FailRestCalls(1, RestFault.FromProxy(502));
        var failed = await Assert.ThrowsAsync<DiscordApiException>(() => scene.Rest.SendAsync(Create(scene, RestTraits.NotRepeatable)));

        Assert.Equal((HttpStatusCode.BadGateway, 0, ""), (failed.Status, failed.Code, failed.DiscordMessage));
        var request = scene.Request(HttpMethod.Get, Messages, $"channels/{scene.Channel}/messages");
        Assert.Single(await scene.Rest.ReadListAsync<Message>(request));
    }

    [Fact]
    public async Task Request_with_a_second_effect_is_sent_again_if_there_was_no_connection()
    {
        var time = new FakeTimeProvider();
        var handler = new RefusingHandler(refusals: 2);
        using var rest = new BotRest(TestToken.Text, new BotRestOptions { Http = new HttpMessageInvoker(handler), TimeProvider = time });
        var route = new RestRoute(HttpMethod.Post, "/x", RestTraits.NotRepeatable);
        var call = rest.SendAsync(new RestRequest(route, "https://discord.com/api/v10/x"));
        while (!call.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await call;
        Assert.Equal(3, handler.Requests);
    }

    [Fact]
    public async Task Call_ends_at_its_deadline()
    {
        var time = new FakeTimeProvider();
        using var handler = new SilentHandler();
        using var rest = new BotRest(TestToken.Text, new BotRestOptions { Http = new HttpMessageInvoker(handler), TimeProvider = time });
        var call = rest.SendAsync(new RestRequest(new RestRoute(HttpMethod.Get, "/x/{id}"), "https://discord.com/api/v10/x/secret"));

        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var over = await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.Equal("GET /x/{id}: the call did not end within 60 s.", over.Message);
        Assert.DoesNotContain("secret", over.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ends_when_its_caller_cancels_it()
    {
        using var handler = new SilentHandler();
        using var rest = new BotRest(TestToken.Text, new BotRestOptions { Http = new HttpMessageInvoker(handler) });
        using var canceling = new CancellationTokenSource();
        var call = rest.SendAsync(new RestRequest(new RestRoute(HttpMethod.Get, "/x"), "https://discord.com/api/v10/x"), canceling.Token);

        await canceling.CancelAsync();

        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(canceling.Token, canceled.CancellationToken);
    }

    private static RestRequest Create(RestScene scene, RestTraits traits = RestTraits.None) =>
        scene.Request(HttpMethod.Post, Messages, $"channels/{scene.Channel}/messages", traits) with
        {
            Body = new CreateMessageBody { Content = "hello" },
        };

    private sealed class RefusingHandler(int refusals, Func<HttpResponseMessage>? answer = null) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Requests <= refusals
                ? throw new HttpRequestException(HttpRequestError.ConnectionError, "refused", new SocketException())
                : Task.FromResult(answer?.Invoke() ?? new HttpResponseMessage(HttpStatusCode.NoContent));
    }

    private sealed class SilentHandler : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
