using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>What is not valid in a body or a query is refused with the errors that Discord documents, before anything happens.</summary>
public sealed class RestFormTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"content":7}""", "content", "STRING_TYPE_CONVERT")]
    [InlineData("""{"content":"a","tts":"perhaps"}""", "tts", "BOOLEAN_TYPE_CONVERT")]
    [InlineData("""{"content":"a","embeds":{}}""", "embeds", "LIST_TYPE_CONVERT")]
    [InlineData("""{"content":"a","embeds":[{"title":"t"},7]}""", "embeds.1", "MODEL_TYPE_CONVERT")]
    [InlineData("""{"content":"a","message_reference":{}}""", "message_reference.message_id", "BASE_TYPE_REQUIRED")]
    [InlineData("""{"content":"a","message_reference":{"message_id":"x"}}""", "message_reference.message_id", "NUMBER_TYPE_COERCE")]
    [InlineData("""{"content":"a","sticker_ids":["1","2","3","4"]}""", "sticker_ids", "BASE_TYPE_MAX_LENGTH")]
    [InlineData("""{"content":"a","components":[{"type":99}]}""", "components.0.type", "BASE_TYPE_CHOICES")]
    [InlineData("""{"components":[{"type":1,"components":[{"type":2,"style":9}]}]}""", "components.0.components.0.style", "BASE_TYPE_CHOICES")]
    [InlineData("""{"content":"a","flags":1.5}""", "flags", "NUMBER_TYPE_COERCE")]
    public async Task Message_is_refused_with_the_path_of_the_field(string body, string path, string code)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var http = Authorized(gateway);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var channel = gateway.World.Guilds[0].TextChannels[0];
        using var answer = await http.PostAsync(new Uri($"{gateway.Api}/channels/{channel.Id}/messages"), content, Cancel);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal((50035, "Invalid Form Body"), (error.GetProperty("code").GetInt32(), error.GetProperty("message").GetString()));
        var found = error.GetProperty("errors");
        foreach (string part in path.Split('.'))
        {
            found = found.GetProperty(part);
        }

        Assert.Equal(code, found.GetProperty("_errors")[0].GetProperty("code").GetString());
        Assert.Empty(gateway.Replies);
    }

    [Theory]
    [InlineData("""{"content":"a","flags":"4","nonce":7,"embeds":null,"unknown":{"x":1},"allowed_mentions":{"parse":["users"]}}""")]
    [InlineData("""{"embeds":[{"title":"t","color":255,"fields":[{"name":"n","value":"v","inline":true}]}]}""")]
    [InlineData("""{"content":"a","components":[{"type":1,"components":[{"type":2,"style":1,"label":"b","custom_id":"x"}]}]}""")]
    public async Task Message_in_a_form_that_Discord_accepts_is_accepted(string body)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var http = Authorized(gateway);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var channel = gateway.World.Guilds[0].TextChannels[0];
        using var answer = await http.PostAsync(new Uri($"{gateway.Api}/channels/{channel.Id}/messages"), content, Cancel);

        Assert.Equal("", answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Single(gateway.Replies);
    }

    [Fact]
    public async Task Call_without_its_body_lists_what_is_required()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var http = Authorized(gateway);
        using var answer = await http.PostAsync(
            new Uri($"{gateway.Api}/applications/{gateway.World.ApplicationId}/commands"), content: null, Cancel);
        var error = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);

        Assert.Equal(
            "BASE_TYPE_REQUIRED",
            error.GetProperty("errors").GetProperty("name").GetProperty("_errors")[0].GetProperty("code").GetString());
    }

    private static HttpClient Authorized(SimulatedGateway gateway) =>
        new() { DefaultRequestHeaders = { { "Authorization", $"Bot {gateway.Token}" } } };
}
