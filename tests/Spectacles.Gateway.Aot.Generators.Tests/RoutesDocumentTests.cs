using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// The routes document against Discord's own OpenAPI document, without the package: whatever the importer does, no operation is missing.
/// </summary>
public sealed partial class RoutesDocumentTests
{
    private static readonly JsonObject Routes = Read("src/Spectacles.Gateway.Aot.Rest/Routes/discord-v10-rest.json")["routes"]!.AsObject();
    private static readonly JsonObject Paths = ReadOpenApi()["paths"]!.AsObject();

    [Fact]
    public void Every_operation_that_a_bot_token_can_call_is_a_route()
    {
        var routes = Routes.Select(route => Shape(route.Value!)).ToHashSet();

        Assert.Superset(Operations().Where(operation => operation.IsForBots).Select(operation => operation.Shape).ToHashSet(), routes);
    }

    [Fact]
    public void No_route_needs_the_access_token_of_a_user()
    {
        var forbidden = Operations().Where(operation => !operation.IsForBots).Select(operation => operation.Shape).ToHashSet();

        Assert.NotEmpty(forbidden);
        Assert.DoesNotContain(Routes, route => forbidden.Contains(Shape(route.Value!)));
    }

    [Fact]
    public void Token_of_the_bot_is_not_sent_where_the_path_has_a_token()
    {
        foreach (var (name, route) in Routes)
        {
            bool hasToken = route!["path"]!.GetValue<string>().Contains("_token}", StringComparison.Ordinal);
            Assert.True(hasToken == Traits(route).Contains("unauthorized"), name);
        }
    }

    [Fact]
    public void Answers_to_interactions_are_the_only_routes_in_their_own_lane() =>
        Assert.Equal(
            [
                "CreateFollowupMessage", "CreateInteractionResponse", "DeleteFollowupMessage", "DeleteOriginalInteractionResponse",
                "EditFollowupMessage", "EditOriginalInteractionResponse", "GetFollowupMessage", "GetOriginalInteractionResponse",
            ],
            Routes.Where(route => Traits(route.Value!).Contains("interaction")).Select(route => route.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void Posts_that_are_repeated_have_no_second_effect() =>
        Assert.Equal(
            [
                "BulkDeleteMessages", "BulkGuildBan", "BulkUpdateLobbyMembers", "ConsumeEntitlement", "CreateDm",
                "CreateGlobalApplicationCommand", "CreateGuildApplicationCommand", "CreateMessage", "CrosspostMessage",
                "DeleteApplicationIdentity", "EndPoll", "GetProvisionalToken", "GetProvisionalTokenAsBot", "TriggerTypingIndicator",
                "UnmergeProvisionalAccount", "UnmergeProvisionalAccountAsBot",
            ],
            Routes.Where(route => route.Value!["method"]!.GetValue<string>() == "POST" && !Traits(route.Value!).Contains("notRepeatable"))
                .Select(route => route.Key).Order(StringComparer.Ordinal));

    private static IEnumerable<(string Shape, bool IsForBots)> Operations() =>
        from path in Paths
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "post" or "put" or "patch" or "delete"
        let security = operation.Value!["security"]!.AsArray()
        select (Shape(operation.Key, path.Key), security.Any(scheme => scheme!.AsObject().ContainsKey("BotToken")));

    private static string[] Traits(JsonNode route) => [.. (route["traits"]?.AsArray() ?? []).Select(trait => trait!.GetValue<string>())];

    private static string Shape(JsonNode route) => Shape(route["method"]!.GetValue<string>(), route["path"]!.GetValue<string>());

    private static string Shape(string method, string path) => $"{method.ToUpperInvariant()} {Parameter().Replace(path, "{}")}";

    private static JsonNode Read(string path) => JsonNode.Parse(File.ReadAllBytes(Path.Combine(Repository.Root, path)))!;

    private static JsonNode ReadOpenApi()
    {
        using var file = File.OpenRead(Path.Combine(Repository.Root, "eng", "schema", "discord-openapi.json.gz"));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        return JsonNode.Parse(unpacked)!;
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
