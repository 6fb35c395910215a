using System.Net;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>Files reach the simulated Discord over a socket.</summary>
public sealed class UploadTests : IAsyncLifetime
{
    private static readonly RestRoute Messages = new(HttpMethod.Post, "/channels/{channel_id}/messages");

    private readonly HttpClient http = new();
    private RestScene scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => scene = await RestScene.StartAsync();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await scene.DisposeAsync();
    }

    [Fact]
    public async Task Files_arrive_with_names_types_descriptions_and_contents()
    {
        var message = await SendAsync(
            "three files",
            RestFile.FromBytes("notes.txt", "a"u8.ToArray()),
            new RestFile("cat.png", new MemoryStream("bcd"u8.ToArray())) { Description = "A \"cat\"\n😺", IsSpoiler = true },
            new RestFile("data", new ForwardStream("efghi"u8.ToArray())) { ContentType = "text/csv" });

        Assert.Equal("three files", message.Content);
        Assert.Equal(
            [
                ("notes.txt", "text/plain", null, 1),
                ("SPOILER_cat.png", "image/png", "A \"cat\"\n😺", 3),
                ("data", "text/csv", null, 5),
            ],
            message.Attachments.Select(file => (file.Filename, file.ContentType, file.Description, file.Size)));
        Assert.Equal(["a", "bcd", "efghi"], await Task.WhenAll(message.Attachments.Select(file => http.GetStringAsync(file.Url, Cancel))));
    }

    [Fact]
    public async Task Length_is_known_if_all_files_have_one_and_otherwise_the_body_is_sent_in_chunks()
    {
        using var known = new FileForm(
            [RestFile.FromBytes("a.bin", new byte[10]), new RestFile("b.bin", new MemoryStream(new byte[20]))])
            .Create(Messages, "{}"u8.ToArray());
        using var copy = new MemoryStream();
        await known.CopyToAsync(copy, Cancel);
        Assert.Equal(copy.Length, known.Headers.ContentLength);

        using var unknown = new FileForm(
            [RestFile.FromBytes("a.bin", new byte[10]), new RestFile("b.bin", new ForwardStream(new byte[20]))])
            .Create(Messages, "{}"u8.ToArray());
        Assert.Null(unknown.Headers.ContentLength);
    }

    [Fact]
    public async Task Large_file_is_sent_without_being_buffered()
    {
        const int Size = 9 << 20;
        using var content = new FileForm([new RestFile("zeros.bin", new Zeros(Size))]).Create(Messages, "{}"u8.ToArray());
        await content.CopyToAsync(Stream.Null, Cancel);

        using var again = new FileForm([new RestFile("zeros.bin", new Zeros(Size))]).Create(Messages, "{}"u8.ToArray());
        long before = GC.GetTotalAllocatedBytes(precise: true);
        await again.CopyToAsync(Stream.Null, Cancel);

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, Size / 10);
    }

    [Fact]
    public async Task File_is_sent_again_from_where_its_stream_was_and_the_stream_stays_open()
    {
        using var stream = new MemoryStream("skipped and sent"u8.ToArray()) { Position = 12 };

        RestFile[] files = [new("a.txt", stream)];

        for (int time = 0; time < 2; time++)
        {
            var message = await SendAsync(null, files);
            Assert.Equal("sent", await http.GetStringAsync(message.Attachments[0].Url, Cancel));
        }

        Assert.True(new FileForm([.. files]).CanRepeat);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task File_from_a_stream_that_cannot_seek_is_sent_once()
    {
        var file = new RestFile("a.txt", new ForwardStream("a"u8.ToArray()));
        await SendAsync(null, file);

        Assert.False(new FileForm([RestFile.FromBytes("b.txt", default), file]).CanRepeat);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(null, file));
        Assert.Equal(
            "The stream of the file a.txt cannot seek, so it can be sent only once. Create a RestFile with a new stream.", error.Message);
    }

    [Fact]
    public async Task Files_are_sent_again_after_an_error_of_the_server_only_if_all_of_them_can_be()
    {
        scene.Gateway.Script.FailRestCalls(2, RestFault.FromProxy(502));
        var message = await SendAsync(null, new RestFile("a.txt", new MemoryStream("whole"u8.ToArray())));
        Assert.Equal("whole", await http.GetStringAsync(message.Attachments[0].Url, Cancel));

        scene.Gateway.Script.FailRestCalls(1, RestFault.FromProxy(502));
        var failed = await Assert.ThrowsAsync<DiscordApiException>(
            () => SendAsync(null, new RestFile("a.txt", new ForwardStream("once"u8.ToArray()))));
        Assert.Equal(HttpStatusCode.BadGateway, failed.Status);
    }

    [Fact]
    public async Task File_on_disk_is_opened_while_it_is_sent_and_closed_afterwards()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.txt");
        try
        {
            await File.WriteAllTextAsync(path, "on disk", Cancel);
            var message = await SendAsync(null, RestFile.FromPath(path));
            Assert.Equal(Path.GetFileName(path), message.Attachments[0].Filename);
            Assert.Equal("on disk", await http.GetStringAsync(message.Attachments[0].Url, Cancel));
            await using var exclusive = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        finally
        {
            File.Delete(path);
        }

        var error = await Assert.ThrowsAsync<RestFileException>(() => SendAsync(null, RestFile.FromPath(path)));
        Assert.StartsWith($"The file {Path.GetFileName(path)} cannot be opened: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_of_the_file_is_not_an_error_of_the_connection()
    {
        var broken = await Assert.ThrowsAsync<RestFileException>(
            () => SendAsync(null, new RestFile("a.txt", new ForwardStream("a"u8.ToArray()) { Error = new IOException("disk") })));
        Assert.Equal("The file a.txt cannot be read: disk", broken.Message);

        var shorter = await Assert.ThrowsAsync<RestFileException>(
            () => SendAsync(null, new RestFile("a.txt", new Zeros(10) { Missing = 1 })));
        Assert.Equal("The file a.txt is shorter than it was when the request began.", shorter.Message);
    }

    private Task<Message> SendAsync(string? content, params RestFile[] files) =>
        scene.Rest.CreateMessageAsync(scene.Channel, new() { Content = content }, [.. files], Cancel);
}
