using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Downloads from the simulated Discord, and from a server that answers what it is told.</summary>
public sealed class DownloadTests : IAsyncLifetime
{
    private RestScene scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => scene = await RestScene.StartAsync();

    public ValueTask DisposeAsync() => scene.DisposeAsync();

    [Fact]
    public async Task Attachment_of_a_message_is_downloaded()
    {
        var attachment = await AttachAsync("12345");
        using var rest = NewRest(new Uri(attachment.Url));

        using var file = new MemoryStream();
        Assert.Equal(5, await rest.DownloadAsync(attachment, file, maxBytes: 5, Cancel));

        Assert.Equal("12345", Encoding.UTF8.GetString(file.ToArray()));
    }

    [Fact]
    public async Task Larger_file_is_refused_by_its_description_and_by_its_length()
    {
        var attachment = await AttachAsync("12345");
        using var rest = NewRest(new Uri(attachment.Url));
        int calls = scene.Gateway.Calls.Count;

        using var file = new MemoryStream();
        var described = await Assert.ThrowsAsync<HttpRequestException>(() => rest.DownloadAsync(attachment, file, 4, Cancel));
        var announced = await Assert.ThrowsAsync<HttpRequestException>(
            () => rest.DownloadAsync(new Uri(attachment.Url), file, 4, Cancel));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, described.HttpRequestError);
        Assert.Equal("The file to download is larger than 4 bytes.", announced.Message);
        Assert.Equal((0, calls), (file.Length, scene.Gateway.Calls.Count));
    }

    [Fact]
    public async Task File_that_does_not_announce_its_length_is_cut_off_at_the_limit()
    {
        await using var server = new OneAnswer("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n123456789");
        using var rest = NewRest(server.Origin);

        using var file = new MemoryStream();
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => rest.DownloadAsync(server.Origin, file, 8, Cancel));

        Assert.Equal(HttpRequestError.ConfigurationLimitExceeded, error.HttpRequestError);
        Assert.InRange(file.Length, 0, 8);
    }

    [Fact]
    public async Task Token_is_not_sent_and_a_redirect_is_not_followed()
    {
        await using var server = new OneAnswer("HTTP/1.1 302 Found\r\nLocation: https://example.com/\r\nContent-Length: 0\r\n\r\n");
        using var rest = NewRest(server.Origin);

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => rest.DownloadAsync(server.Origin, Stream.Null, 8, Cancel));

        Assert.Equal(HttpStatusCode.Found, error.StatusCode);
        Assert.Equal("127.0.0.1 answered 302 to a download.", error.Message);
        string request = await server.Request;
        Assert.StartsWith("GET / HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("User-Agent: DiscordBot (", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", request, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://example.com/attachments/1/2/a.png")]
    [InlineData("http://cdn.discordapp.com/attachments/1/2/a.png")]
    [InlineData("https://cdn.discordapp.com:8443/attachments/1/2/a.png")]
    [InlineData("https://cdn.discordapp.com.example.com/a.png")]
    [InlineData("https://user@cdn.discordapp.com/a.png")]
    [InlineData("http://127.0.0.1:1/a.png")]
    [InlineData("https://127.0.0.1:2/a.png")]
    [InlineData("file:///a.png")]
    [InlineData("/a.png")]
    public async Task Other_origins_are_refused(string url)
    {
        using var rest = NewRest(new Uri("http://127.0.0.1:2"));
        await Assert.ThrowsAsync<ArgumentException>(
            () => rest.DownloadAsync(new Uri(url, UriKind.RelativeOrAbsolute), Stream.Null, 1, Cancel));
    }

    [Fact]
    public async Task Download_ends_at_the_deadline_and_when_it_is_canceled()
    {
        await using var server = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n123", keepsOpen: true);
        var time = new FakeTimeProvider();
        using var slow = NewRest(server.Origin, time);
        using var canceled = new CancellationTokenSource();

        var download = slow.DownloadAsync(server.Origin, Stream.Null, 8, canceled.Token);
        await server.Request;
        time.Advance(new BotRestOptions().Deadline);
        await Assert.ThrowsAsync<TimeoutException>(() => download);

        await using var other = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n123", keepsOpen: true);
        using var rest = NewRest(other.Origin);
        download = rest.DownloadAsync(other.Origin, Stream.Null, 8, canceled.Token);
        await other.Request;
        await canceled.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => download);
        Assert.Equal(canceled.Token, error.CancellationToken);
    }

    private static BotRest NewRest(Uri origin, TimeProvider? time = null) =>
        new(TestToken.Text, new BotRestOptions { DownloadOrigins = [origin], TimeProvider = time ?? TimeProvider.System });

    private async Task<Attachment> AttachAsync(string content)
    {
        var route = new RestRoute(HttpMethod.Post, "/channels/{channel_id}/messages");
        string api = scene.Gateway.Api.AbsoluteUri.TrimEnd('/');
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{api}/channels/{scene.Channel}/messages");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bot {scene.Gateway.Token}");
        request.Content = new FileForm([RestFile.FromBytes("a.txt", Encoding.UTF8.GetBytes(content))]).Create(route, default);
        using var http = new HttpClient();
        using var answer = await http.SendAsync(request, Cancel);
        return (await answer.Content.ReadFromJsonAsync(Events.GatewayJsonContext.Default.Message, Cancel))!.Attachments[0];
    }
}
