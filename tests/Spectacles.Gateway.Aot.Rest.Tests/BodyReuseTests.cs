using System.Net;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The buffers and instances of bodies, which later calls use again.</summary>
public sealed class BodyReuseTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Handler_that_reads_the_body_after_the_end_of_its_call_reads_that_body()
    {
        HttpContent? late = null;
        using var canceling = new CancellationTokenSource();
        using var rest = Client(async (content, token) =>
        {
            if (late is null)
            {
                late = content;
                await canceling.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => rest.SendAsync(Request("first"), canceling.Token));
        for (int i = 0; i < 10; i++)
        {
            await rest.SendAsync(Request("later"), Cancellation);
        }

        string read = await late!.ReadAsStringAsync(Cancellation);
        Assert.Equal("""{"content":"first"}""", read);
    }

    [Fact]
    public async Task Handler_that_disposes_the_request_does_not_end_later_bodies()
    {
        var sent = new List<(string Text, long? Length)>();
        using var rest = Client(async (content, token) =>
        {
            using var buffer = new MemoryStream();
            await content.CopyToAsync(buffer, token);
            sent.Add((System.Text.Encoding.UTF8.GetString(buffer.ToArray()), content.Headers.ContentLength));
            content.Dispose();
        });

        await rest.SendAsync(Request("a long content"), Cancellation);
        await rest.SendAsync(Request("short"), Cancellation);

        Assert.Equal([("""{"content":"a long content"}""", 28), ("""{"content":"short"}""", 19)], sent);
    }

    private static RestRequest Request(string content) =>
        new(new RestRoute(HttpMethod.Post, "/channels/{channel_id}/pins"), "https://discord.com/api/v10/channels/1/pins", 1)
        {
            Body = new EditMessageBody { Content = content },
        };

    private static BotRest Client(Func<HttpContent, CancellationToken, Task> handle)
    {
        var options = new BotRestOptions { Http = new HttpMessageInvoker(new Handler(handle)), AllowedMentions = null };
        return new BotRest(TestToken.Text, options);
    }

    private sealed class Handler(Func<HttpContent, CancellationToken, Task> handle) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await handle(request.Content!, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        }
    }
}
