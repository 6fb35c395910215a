using System.Text;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>Every answer has the fields and types of Discord's own description.</summary>
public sealed class AnswerSchemaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "gateway")]
    [InlineData("GET", "gateway/bot")]
    [InlineData("GET", "users/@me")]
    [InlineData("GET", "oauth2/applications/@me")]
    [InlineData("GET", "applications/@me")]
    [InlineData("GET", "voice/regions")]
    [InlineData("POST", "channels/CHANNEL/messages", """{"content":"a","embeds":[{"title":"t"}]}""")]
    [InlineData("POST", "channels/CHANNEL/messages", """
        {"components":[{"type":1,"components":[{"type":2,"style":1,"label":"b","custom_id":"x"}]},{"type":1,"components":[
          {"type":3,"custom_id":"y","options":[{"label":"l","value":"v"}]}]}]}
        """)]
    [InlineData("PUT", "applications/APPLICATION/commands", """[{"name":"a","description":"b"}]""")]
    [InlineData("POST", "applications/APPLICATION/guilds/GUILD/commands", """{"name":"a","description":"b"}""")]
    [InlineData("GET", "applications/APPLICATION/commands")]
    public async Task Answer_fits_the_schema_of_Discord(string method, string path, string? body = null)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var http = DiscordAnswers.Client(gateway);
        var guild = gateway.World.Guilds[0];
        string filled = path.Replace("CHANNEL", $"{guild.TextChannels[0].Id}", StringComparison.Ordinal)
            .Replace("APPLICATION", $"{gateway.World.ApplicationId}", StringComparison.Ordinal)
            .Replace("GUILD", $"{guild.Id}", StringComparison.Ordinal)
            .Replace("MEMBER", $"{guild.People[0].User.Id}", StringComparison.Ordinal)
            .Replace("ROLE", $"{guild.Roles[1].Id}", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), filled);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await http.SendAsync(request, Cancel);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
