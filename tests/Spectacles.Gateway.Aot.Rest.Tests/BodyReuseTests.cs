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
    public async Task Body_that_is_still_being_sent_when_the_answer_has_come_stays_as_it_is()
    {
        // HTTP/2 does so when the server answers early.
        var blocked = new BlockedStream();
        Task? sending = null;
        using var rest = Client((content, _) =>
        {
            sending ??= content.CopyToAsync(blocked, CancellationToken.None);
            return Task.CompletedTask;
        });

        for (int i = 0; i < 10; i++)
        {
            await rest.SendAsync(Request(i == 0 ? "first" : "later"), Cancellation);
        }

        blocked.Open();
        await sending!;
        Assert.Equal("""{"content":"first"}""", blocked.Written);
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
        var handler = new AnswerHandler(async (request, cancellationToken) =>
        {
            await handle(request.Content!, cancellationToken);
            return new HttpResponseMessage(HttpStatusCode.NoContent);
        });
        return handler.Client(new BotRestOptions { AllowedMentions = null });
    }

    /// <summary>A connection whose peer does not read at first.</summary>
    private sealed class BlockedStream : MemoryStream
    {
        private readonly TaskCompletionSource opening = new();

        public string Written { get; private set; } = "";

        public void Open() => opening.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await opening.Task;
            Written += System.Text.Encoding.UTF8.GetString(buffer.Span);
        }
    }
}
