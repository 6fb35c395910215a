using System.Text;
using System.Text.Json;
using Spectacles.Gateway.Tests;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The text of the forms, compared with Discord's documentation.</summary>
public sealed class UploadFormTests
{
    private const string Messages = "/channels/{channel_id}/messages";
    private const string Callback = "/interactions/{interaction_id}/{interaction_token}/callback";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_has_its_body_first_and_numbered_files() =>
        Assert.Equal(
            """
            --B
            Content-Type: application/json
            Content-Disposition: form-data; name="payload_json"

            {"content":"x"}
            --B
            Content-Type: image/gif
            Content-Disposition: form-data; name="files[0]"; filename="a.gif"

            0
            --B
            Content-Type: application/octet-stream
            Content-Disposition: form-data; name="files[1]"; filename="b"

            1
            --B--

            """,
            await FormAsync(Messages, """{"content":"x"}""", Named("a.gif", "0"), Named("b", "1")));

    [Fact]
    public async Task Sticker_has_a_field_for_each_value_and_one_file() =>
        Assert.Equal(
            """
            --B
            Content-Disposition: form-data; name="name"

            Größe "1"
            --B
            Content-Disposition: form-data; name="number"

            1.5
            --B
            Content-Disposition: form-data; name="list"

            [1,2]
            --B
            Content-Type: image/png
            Content-Disposition: form-data; name="file"; filename="a.PNG"

            0
            --B--

            """,
            await FormAsync(
                "/guilds/{guild_id}/stickers",
                """{"name":"Gr\u00f6\u00dfe \"1\"","none":null,"number":1.5,"list":[1,2]}""",
                Named("a.PNG", "0")));

    [Theory]
    [InlineData("/applications/{application_id}/attachment", "file")]
    [InlineData("/invites/{code}/target-users", "target_users_file")]
    [InlineData("/channels/{channel_id}/invites", "target_users_file")]
    public async Task Route_has_its_own_field_for_one_file(string template, string field)
    {
        Assert.Equal(
            $"""
            --B
            Content-Type: text/csv
            Content-Disposition: form-data; name="{field}"; filename="a.csv"

            0
            --B--

            """,
            await FormAsync(template, "", Named("a.csv", "0")));
        var error = await Assert.ThrowsAsync<ArgumentException>(() => FormAsync(template, "", Named("a.csv", "0"), Named("b.csv", "1")));
        Assert.StartsWith($"POST {template}: at most 1 files can be sent with one request, not 2.", error.Message);
    }

    [Theory]
    [InlineData("a\"b.txt", "a%22b.txt")]
    [InlineData("a\r\nContent-Type: text/html\r\n\r\nb.txt", "a%0D%0AContent-Type: text/html%0D%0A%0D%0Ab.txt")]
    [InlineData("Größe 😺.txt", "Größe 😺.txt")]
    [InlineData("100%.txt", "100%.txt")]
    public async Task Name_cannot_end_its_header(string name, string sent) => Assert.Contains(
        $"name=\"files[0]\"; filename=\"{sent}\"\n\n", await FormAsync(Messages, "", Named(name, "0")), StringComparison.Ordinal);

    [Theory]
    [InlineData(Messages, "", """{"attachments":[{"id":0},{"id":1,"description":"d"}]}""")]
    [InlineData(Messages, "{}", """{"attachments":[{"id":0},{"id":1,"description":"d"}]}""")]
    [InlineData(
        Messages, """{"embeds":[{"attachments":1}],"tts":true}""",
        """{"embeds":[{"attachments":1}],"tts":true,"attachments":[{"id":0},{"id":1,"description":"d"}]}""")]
    [InlineData(
        Callback, """{"type":4,"data":{"content":"x"}}""",
        """{"type":4,"data":{"content":"x","attachments":[{"id":0},{"id":1,"description":"d"}]}}""")]
    [InlineData(
        "/channels/{channel_id}/threads", """{"message":{},"name":"n"}""",
        """{"message":{"attachments":[{"id":0},{"id":1,"description":"d"}]},"name":"n"}""")]
    public async Task Descriptions_are_in_the_attachments_of_the_message(string template, string body, string sent) =>
        Assert.Contains(
            $"\n\n{sent}\n", await FormAsync(template, body, Named("a", "0"), Described("b", "1", "d")), StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", Messages, """{"attachments":[]}""", "the body has a list of attachments. Set the description in the list.")]
    [InlineData("PATCH", "/channels/{channel_id}/messages/{message_id}", "{}", "an edit removes attachments that the list does not have.")]
    [InlineData("POST", Callback, """{"data":{},"type":7}""", "an edit removes attachments that the list does not have.")]
    [InlineData("POST", Callback, """{"type":1}""", "the body has no data for the list of attachments.")]
    [InlineData("POST", "/guilds/{guild_id}/stickers", "{}", "the file has a description, which this route does not accept.")]
    public void Description_that_would_be_lost_or_remove_attachments_is_refused(string method, string template, string body, string reason)
    {
        var error = Assert.Throws<ArgumentException>(
            () => new FileForm([Described("a.png", "0", "d")])
                .Create(new RestRoute(HttpMethod.Parse(method), template), Encoding.UTF8.GetBytes(body)));
        Assert.StartsWith($"{method} {template}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eleven_files_are_refused()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => FormAsync(Messages, "", [.. Enumerable.Range(0, 11).Select(number => Named($"{number}", ""))]));
        Assert.StartsWith($"POST {Messages}: at most 10 files can be sent with one request, not 11.", error.Message);
    }

    /// <summary>The routes with one file have different forms; all others have that of a message.</summary>
    [Fact]
    public void Every_route_with_files_in_the_document_has_its_form()
    {
        string document = File.ReadAllText(
            Path.Combine(Repository.Root, "src/Spectacles.Gateway.Aot.Rest/Routes/discord-v10-rest.json"));
        using var json = JsonDocument.Parse(document);
        var routes = json.RootElement.GetProperty("routes").EnumerateObject().Select(route => route.Value).ToList();
        var single = routes.Where(route => route.TryGetProperty("file", out _)).ToList();
        var several = routes.Where(route => route.TryGetProperty("files", out _)).ToList();

        Assert.Equal((4, 9), (single.Count, several.Count));
        Assert.All(
            single,
            route => Assert.Equal(
                route.GetProperty("file").GetString()!.TrimEnd('?'), UploadForm.Of(route.GetProperty("path").GetString()!).FileField));
        Assert.All(several, route => Assert.Null(UploadForm.Of(route.GetProperty("path").GetString()!).FileField));
    }

    private static RestFile Named(string name, string content) => RestFile.FromBytes(name, Encoding.UTF8.GetBytes(content));

    private static RestFile Described(string name, string content, string description) =>
        new(name, new MemoryStream(Encoding.UTF8.GetBytes(content))) { Description = description };

    /// <summary>Returns the form with B as the boundary and without carriage returns.</summary>
    private static async Task<string> FormAsync(string template, string body, params RestFile[] files)
    {
        using var content = new FileForm([.. files]).Create(new RestRoute(HttpMethod.Post, template), Encoding.UTF8.GetBytes(body));
        string text = await content.ReadAsStringAsync(Cancel);
        string boundary = content.Headers.ContentType!.Parameters.Single(parameter => parameter.Name == "boundary").Value!.Trim('"');
        return text.Replace(boundary, "B", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
    }
}
