using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Files that a bot or a user sends: they are described in the message and served at their URL.</summary>
public sealed class AttachmentTests : IAsyncLifetime
{
    private readonly HttpClient http = new();
    private ConnectedBot bot = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bot = await ConnectedBot.StartAsync();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await bot.DisposeAsync();
    }

    [Fact]
    public async Task Files_are_described_by_the_list_and_served_at_their_URL()
    {
        var message = await bot.Rest.UploadAsync(
            "POST",
            bot.Messages,
            """
            {"attachments":[{"id":1,"description":"A cat","title":"Cat"}],
             "embeds":[{"title":"t","image":{"url":"attachment://my_cat.png"},"footer":{"text":"f","icon_url":"attachment://none.png"}}]}
            """,
            ("files[0]", "notes.txt", "text/plain", "notes"),
            ("files[1]", "my cat.png", "application/octet-stream", "cat"));

        var attachments = message.GetProperty("attachments");
        Assert.Equal(["notes.txt", "my_cat.png"], Names(message));
        Assert.Equal(
            (5, "text/plain", false),
            (attachments.Number("0.size"), attachments.Text("0.content_type"), attachments[0].TryGetProperty("description", out _)));
        Assert.Equal(
            ("image/png", "A cat", "Cat"),
            (attachments.Text("1.content_type"), attachments.Text("1.description"), attachments.Text("1.title")));
        string url = attachments.Text("1.url")!;
        Assert.Equal(url, message.Text("embeds.0.image.url"));
        Assert.False(message.Item("embeds.0.footer").TryGetProperty("icon_url", out _));

        using var file = await http.GetAsync(new Uri(url), Cancel);
        Assert.Equal(("cat", "image/png"), (await file.Content.ReadAsStringAsync(Cancel), file.Content.Headers.ContentType?.ToString()));
        using var head = new HttpRequestMessage(HttpMethod.Head, url);
        using var described = await http.SendAsync(head, Cancel);
        Assert.Equal(3, described.Content.Headers.ContentLength);
        using var other = await http.GetAsync(new Uri(url.Replace("my_cat", "your_cat", StringComparison.Ordinal)), Cancel);
        Assert.Equal(404, (int)other.StatusCode);
        Assert.Equal(2, (await bot.Events.ExpectAsync("MESSAGE_CREATE")).Data.Count("attachments"));
    }

    [Fact]
    public async Task Edit_keeps_the_listed_attachments_and_adds_files()
    {
        var message = await bot.Rest.UploadAsync(
            "POST", bot.Messages, "{}", ("files[0]", "a.txt", "text/plain", "a"), ("files[1]", "b.txt", "text/plain", "b"));
        string path = $"{bot.Messages}/{message.Text("id")}";
        string kept = message.Text("attachments.1.id")!;

        message = await bot.Rest.UploadAsync("PATCH", path, "{}", ("files[0]", "c.txt", "text/plain", "c"));
        Assert.Equal(["a.txt", "b.txt", "c.txt"], Names(message));
        message = await bot.Rest.UploadAsync(
            "PATCH",
            path,
            $$"""{"attachments":[{"id":"{{kept}}","description":"second"},{"id":0,"filename":"d.txt","is_spoiler":true}]}""",
            ("files[0]", "x.txt", "text/plain", "d"));
        Assert.Equal(["b.txt", "SPOILER_d.txt"], Names(message));
        Assert.Equal("second", message.Text("attachments.0.description"));
        message = await bot.Rest.SendAsync("PATCH", path, """{"content":"text","attachments":[]}""");
        Assert.Empty(Names(message));
    }

    [Fact]
    public async Task Entry_without_a_file_and_a_file_of_more_than_10_MiB_are_refused()
    {
        var unknown = await bot.Rest.RefusedUploadAsync("POST", bot.Messages, """{"attachments":[{"id":3}]}""", ("files[0]", "a.txt", "text/plain", "a"));
        Assert.Equal((400, "ATTACHMENT_NOT_FOUND"), (unknown.Status, unknown.Json.Text("errors.attachments.0._errors.0.code")));

        string large = new('x', 10 << 20);
        var tooLarge = await bot.Rest.RefusedUploadAsync("POST", bot.Messages, "{}", ("files[0]", "a.txt", "text/plain", large + "x"));
        Assert.Equal((413, 40005), (tooLarge.Status, tooLarge.Json.Number("code")));
        Assert.Equal(10 << 20, (await bot.Rest.UploadAsync("POST", bot.Messages, "{}", ("files[0]", "a.txt", "text/plain", large)))
            .Number("attachments.0.size"));
    }

    [Fact]
    public async Task Components_refer_to_files()
    {
        var message = await bot.Rest.UploadAsync(
            "POST",
            bot.Messages,
            """{"flags":32768,"components":[{"type":13,"file":{"url":"attachment://a.txt"}}]}""",
            ("files[0]", "a.txt", "text/plain", "a"));

        var file = message.Item("components.0.file");
        var attachment = message.GetProperty("attachments")[0];
        Assert.Equal(
            (attachment.Text("url"), attachment.Text("id")),
            (file.Text("url"), file.Text("attachment_id")));
    }

    [Fact]
    public async Task Answers_to_interactions_have_files()
    {
        await bot.Rest.SendAsync(
            "PUT", $"/applications/{bot.Gateway.World.ApplicationId}/commands", """[{"name":"ping","description":"x"}]""");
        bot.People.UseCommand(bot.Guild, "ping");
        var interaction = (await bot.Events.ExpectAsync("INTERACTION_CREATE")).Data;
        string token = interaction.Text("token")!;
        string webhook = $"/webhooks/{bot.Gateway.World.ApplicationId}/{token}";

        await bot.Rest.UploadAsync(
            "POST",
            $"/interactions/{interaction.Text("id")}/{token}/callback",
            """{"type":4,"data":{"flags":64,"attachments":[{"id":0,"description":"for you"}]}}""",
            ("files[0]", "a.txt", "text/plain", "a"));
        var original = await bot.Rest.SendAsync("GET", $"{webhook}/messages/@original");
        Assert.Equal("for you", original.Text("attachments.0.description"));
        Assert.True(original.Item("attachments.0.ephemeral").GetBoolean());
        var edited = await bot.Rest.UploadAsync("PATCH", $"{webhook}/messages/@original", "{}", ("files[0]", "b.txt", "text/plain", "b"));
        Assert.Equal(["a.txt", "b.txt"], Names(edited));
        var followed = await bot.Rest.UploadAsync("POST", webhook, """{"content":"more"}""", ("files[0]", "c.txt", "text/plain", "c"));
        Assert.Equal(["c.txt"], Names(followed));

        // Only the interaction shows what is ephemeral.
        Assert.Equal("more", Assert.Single((await bot.Rest.SendAsync("GET", bot.Messages)).EnumerateArray()).Text("content"));
        Assert.Equal(10008, (await bot.Rest.RefusedAsync("GET", $"{bot.Messages}/{original.Text("id")}")).Code);
    }

    [Fact]
    public async Task People_send_files()
    {
        bot.People.Say(bot.Guild, "look", files: [new SimulatedFile("cat.png", Encoding.UTF8.GetBytes("cat"))]);

        var attachment = (await bot.Events.ExpectAsync("MESSAGE_CREATE")).Data.GetProperty("attachments")[0];
        Assert.Equal("image/png", attachment.Text("content_type"));
        Assert.Equal("cat", await http.GetStringAsync(new Uri(attachment.Text("url")!), Cancel));
    }

    [Fact]
    public async Task Form_that_is_not_complete_is_refused()
    {
        using var content = new StringContent("--x\r\nbroken", Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bot.Gateway.Api + bot.Messages)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bot {bot.Gateway.Token}");
        using var answer = await http.SendAsync(request, Cancel);

        Assert.Equal(400, (int)answer.StatusCode);
    }

    private static IEnumerable<string?> Names(JsonElement message) =>
        message.GetProperty("attachments").EnumerateArray().Select(attachment => attachment.Text("filename"));
}
