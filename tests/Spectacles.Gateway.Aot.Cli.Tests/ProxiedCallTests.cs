using Spectacles.Gateway.Cli.RestProxy;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.Tests;

/// <summary>What the rate limits know about a request. https://discord.com/developers/docs/topics/rate-limits#rate-limits</summary>
public sealed class ProxiedCallTests
{
    private const ulong Application = 81384788765712384;

    [Theory]
    [InlineData("/api/v10/channels/12345/messages", "/channels/{id}/messages", 12345, null)]
    [InlineData("/api/channels/12345/messages/67890", "/channels/{id}/messages/{id}", 12345, null)]
    [InlineData("/api/v10/channels/1/messages/2/reactions/%F0%9F%94%A5/@me", "/channels/{id}/messages/{id}/reactions/{code}/@me", 1, null)]
    [InlineData("/api/v10/guilds/1/members/2/roles/3", "/guilds/{id}/members/{id}/roles/{id}", 1, null)]
    [InlineData("/api/v10/guilds/templates/abc", "/guilds/templates/{code}", 0, null)]
    [InlineData("/api/v10/invites/abc", "/invites/{code}", 0, null)]
    [InlineData("/api/v10/users/@me/guilds", "/users/@me/guilds", 0, null)]
    [InlineData("/api/v10/gateway/bot", "/gateway/bot", 0, null)]
    [InlineData("/api/v10/applications/1/commands", "/applications/{id}/commands", 0, null)]
    [InlineData("/api/v10/webhooks/1/secret/messages/@original", "/webhooks/{id}/{token}/messages/@original", 1, "secret")]
    public void Path_tells_the_route_and_the_major_parameter(string path, string template, ulong major, string? token)
    {
        var call = ProxiedCall.Read("POST", path, isAuthorized: true, IsApplication);

        Assert.Equal(new ProxiedCall(new RestRoute(HttpMethod.Post, template), major, token), call);
    }

    [Theory]
    [InlineData("/api/v10/webhooks/1/secret", false)]
    [InlineData("/api/v10/webhooks/1/aW50ZXJhY3Rpb246MTIz", true)]
    [InlineData("/api/v10/webhooks/81384788765712384/secret/messages/@original", true)]
    [InlineData("/api/v10/interactions/1/secret/callback", true)]
    public void Path_tells_whether_it_answers_an_interaction(string path, bool isInteraction)
    {
        var traits = ProxiedCall.Read("POST", path, isAuthorized: false, IsApplication)!.Value.Route.Traits;

        Assert.Equal(RestTraits.Unauthorized | (isInteraction ? RestTraits.Interaction : 0), traits);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v10")]
    [InlineData("/attachments/1/2/name.png")]
    public void Other_paths_are_not_of_the_API(string path) =>
        Assert.Null(ProxiedCall.Read("GET", path, isAuthorized: true, IsApplication));

    private static bool IsApplication(ulong id) => id == Application;
}
