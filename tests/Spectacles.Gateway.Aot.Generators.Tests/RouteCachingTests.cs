using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>For each kind of edit of routes, what the steps of schemas do.</summary>
public sealed class RouteCachingTests
{
    private const string Schema = """
        {
          "namespace": "Spectacles.Gateway.Rest",
          "views": false,
          "types": { "Letter": { "fields": { "id": "snowflake" } }, "LetterBody": { "fields": { "text": "string" } } },
          "routes": {
            "CreateLetter": { "method": "POST", "path": "/letters", "body": "LetterBody", "returns": "Letter" },
            "GetLetters": { "method": "GET", "path": "/letters", "query": { "limit?": "integer" }, "returns": "Letter[]" }
          }
        }
        """;

    private const string Client = "namespace Spectacles.Gateway.Rest; public sealed partial class BotRest;";

    public static TheoryData<string, string, string, string[]> Edits => new()
    {
        {
            "an unrelated file", "Other.cs", "namespace MyBot; public static class Other { public static int X; }",
            ["Schema Cached", "RestClient Unchanged", "Contract Cached", "Models Cached", "Context Cached", "Routes Cached",
             "Queries Cached", "ContractDiagnostics -"]
        },
        {
            "the body of the client", "BotRest.cs", Client.Replace("BotRest;", "BotRest { }", StringComparison.Ordinal),
            ["Schema Cached", "RestClient Unchanged", "Contract Cached", "Models Cached", "Context Cached", "Routes Cached",
             "Queries Cached", "ContractDiagnostics -"]
        },
        {
            "the name of the client", "BotRest.cs", Client.Replace("BotRest", "RestOfBot", StringComparison.Ordinal),
            ["Schema Cached", "RestClient Modified", "Contract Modified", "Models Modified", "Context Unchanged", "Routes Removed",
             "Queries Removed", "ContractDiagnostics New"]
        },
        {
            "an empty line in the schema", "routes.json", "\n" + Schema,
            ["Schema Modified", "RestClient Cached", "Contract Unchanged", "Models Cached", "Context Cached", "Routes Cached",
             "Queries Cached", "ContractDiagnostics -"]
        },
        {
            "a field of a body", "routes.json", Schema.Replace(
                "\"text\": \"string\"", "\"text\": \"string\", \"nonce?\": \"string\"", StringComparison.Ordinal),
            ["Schema Modified", "RestClient Cached", "Contract Modified", "Models Modified", "Context Unchanged", "Routes Unchanged",
             "Queries Unchanged", "ContractDiagnostics -"]
        },
        {
            "a field of a query", "routes.json", Schema.Replace(
                "\"limit?\": \"integer\"", "\"limit?\": \"integer\", \"text?\": \"string\"", StringComparison.Ordinal),
            ["Schema Modified", "RestClient Cached", "Contract Modified", "Models Unchanged", "Context Unchanged", "Routes Unchanged",
             "Queries Modified", "ContractDiagnostics -"]
        },
        {
            "a path", "routes.json",
            Schema.Replace("\"POST\", \"path\": \"/letters\"", "\"POST\", \"path\": \"/mail\"", StringComparison.Ordinal),
            ["Schema Modified", "RestClient Cached", "Contract Modified", "Models Unchanged", "Context Unchanged", "Routes Modified",
             "Queries Unchanged", "ContractDiagnostics -"]
        },
        {
            "a route that answers the body of another", "routes.json", Schema.Replace(
                "\"routes\": {",
                "\"routes\": { \"GetDraft\": { \"method\": \"GET\", \"path\": \"/draft\", \"returns\": \"LetterBody\" },",
                StringComparison.Ordinal),
            ["Schema Modified", "RestClient Cached", "Contract Modified", "Models Modified", "Context Unchanged", "Routes New",
             "Queries Unchanged", "ContractDiagnostics -"]
        },
        {
            "an error in a route", "routes.json",
            Schema.Replace("\"returns\": \"Letter\"", "\"returns\": \"Leter\"", StringComparison.Ordinal),
            ["Schema Modified", "RestClient Cached", "Contract Modified", "Models Unchanged", "Context Unchanged", "Routes Modified",
             "Queries Unchanged", "ContractDiagnostics New"]
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_of_routes_reruns_only_the_affected_generator_steps(string edit, string path, string text, string[] expected)
    {
        var project = new Project().With("routes.json", Schema).With("BotRest.cs", Client).With("Other.cs", "namespace MyBot;");
        project.Generate();

        var result = project.With(path, text).Generate();

        string[] actual = [.. expected.Select(step => step.Split(' ')[0]).Select(step => $"{step} {CachingTests.Worst(result, step)}")];
        Assert.True(expected.SequenceEqual(actual), $"{edit}:\n{string.Join('\n', actual)}");
    }

    [Fact]
    public void Edit_of_one_route_writes_only_its_method_again()
    {
        var project = new Project().With("routes.json", Schema).With("BotRest.cs", Client);
        project.Generate();

        var result = project
            .With("routes.json", Schema.Replace("\"/letters\", \"query\"", "\"/mail\", \"query\"", StringComparison.Ordinal))
            .Generate();

        var routes = result.Results.SelectMany(
            generator => generator.TrackedSteps.TryGetValue(ContractSteps.Routes, out var runs) ? runs : []);
        Assert.Equal(
            [("CreateLetter", IncrementalStepRunReason.Unchanged), ("GetLetters", IncrementalStepRunReason.Modified)],
            routes.SelectMany(run => run.Outputs).Select(output => (((RouteSpec)output.Value).Name, output.Reason)));
    }
}
