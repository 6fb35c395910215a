using System.Text.Json;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The event schema and the routes document are what gateway-schema.json, which editors use, says that they are.</summary>
public sealed class SchemaFormatTests
{
    [Fact]
    public void Event_schema_is_valid()
    {
        using var document = JsonDocument.Parse(Payload.SchemaText);
        Assert.Empty(Errors(document.RootElement));
    }

    [Fact]
    public void Routes_document_is_valid()
    {
        using var document = JsonDocument.Parse(Payload.RoutesText);
        Assert.Empty(Errors(document.RootElement));
    }

    [Theory]
    [InlineData("""{"event":{}}""", "$: event means nothing")]
    [InlineData("""{"events":{"message_create":{}}}""", "$.events.message_create: pattern")]
    [InlineData("""{"events":{"A":{"intents":["GUILD"]}}}""", "$.events.A.intents[]: enum")]
    [InlineData("""{"types":{"A":{"fields":{"id":"snowflake[][]"}}}}""", "$.types.A.fields.id: anyOf")]
    [InlineData("""{"types":{"A":{"fields":{"id":"map<snowflake, A>"}}}}""", "$.types.A.fields.id: anyOf")]
    [InlineData("""{"types":{"A":{"union":1}}}""", "$.types.A.union: type")]
    [InlineData("""{"types":{"A":{"is":true}}}""", "$.types.A.is: type")]
    [InlineData("""{"views":1}""", "$.views: type")]
    [InlineData("""{"routes":{"A":{"path":"/a"}}}""", "$.routes.A: required")]
    [InlineData("""{"routes":{"A":{"method":"GET","path":"a/{b}"}}}""", "$.routes.A.path: pattern")]
    [InlineData("""{"routes":{"A":{"method":"GET","path":"/a","returns":"snowflake"}}}""", "$.routes.A.returns: pattern")]
    [InlineData("""{"flags":{"A":{"values":{"B":64}}}}""", "$.flags.A.values.B: anyOf")]
    public void Schema_error_is_found_at_its_location(string json, string error)
    {
        using var document = JsonDocument.Parse(json);
        Assert.StartsWith(error, Assert.Single(Errors(document.RootElement)), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Errors(JsonElement document)
    {
        using var schema = JsonDocument.Parse(Payload.FormatText);
        return JsonSchemaCheck.Errors(schema.RootElement, document);
    }
}
