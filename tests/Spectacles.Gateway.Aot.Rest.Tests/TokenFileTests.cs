using System.Net;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>A client whose token is in a file that changes.</summary>
public sealed class TokenFileTests : IDisposable
{
    private const string Old = "MTIzNDU2.old.one";
    private const string New = "MTIzNDU2.new.one";
    private static readonly RestRequest Request = new(new RestRoute(HttpMethod.Get, "/x"), "https://discord.com/api/v10/x");

    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly LogLines logger = new();
    private string valid = Old;
    private int requests;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(path);

    [Fact]
    public async Task Call_with_an_old_token_is_sent_again_with_the_new_one()
    {
        using var rest = Client();
        await rest.SendAsync(Request, Cancellation);

        valid = New;
        await File.WriteAllTextAsync(path, New, Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => rest.SendAsync(Request, Cancellation)));

        Assert.InRange(requests, 5, 7); // Each of the three may have been sent with the old token first.
        Assert.Empty(logger.Lines);
    }

    [Fact]
    public async Task Refused_token_is_read_again_by_later_calls()
    {
        using var rest = Client();
        valid = New;

        await Assert.ThrowsAsync<DiscordApiException>(() => rest.SendAsync(Request, Cancellation));
        var notSent = await Assert.ThrowsAsync<RestNotSentException>(() => rest.SendAsync(Request, Cancellation));
        Assert.Equal((RestNotSentReason.TokenRefused, 1), (notSent.Reason, requests));

        await File.WriteAllTextAsync(path, New, Cancellation);
        await rest.SendAsync(Request, Cancellation);
        Assert.Equal(2, requests);
    }

    [Theory]
    [InlineData("NjU0MzIx.other.bot", "It contains the token of another bot.")]
    [InlineData("nothing", "does not contain a bot token")]
    public async Task File_that_can_not_be_used_is_logged(string content, string problem)
    {
        using var rest = Client();
        valid = New;
        await File.WriteAllTextAsync(path, content, Cancellation);

        await Assert.ThrowsAsync<DiscordApiException>(() => rest.SendAsync(Request, Cancellation));

        Assert.Contains(logger.Lines, line => line.Text.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void File_without_a_token_is_refused_at_once()
    {
        File.WriteAllText(path, "nothing");

        var error = Assert.Throws<GatewayException>(() => new BotRest(new TokenFile(path)));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    private BotRest Client()
    {
        File.WriteAllText(path, Old);
        var handler = new AnswerHandler((request, _) =>
        {
            Interlocked.Increment(ref requests);
            bool isValid = request.Headers.Authorization?.ToString() == $"Bot {valid}";
            return Task.FromResult(new HttpResponseMessage(isValid ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized));
        });
        return new BotRest(new TokenFile(path), new BotRestOptions { Http = new HttpMessageInvoker(handler), Logger = logger });
    }
}
