using System.Text.Json;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>The names of intents are the same in the generator, in the library and in the schema that editors use.</summary>
public sealed class IntentNameTests
{
    [Fact]
    public void JSON_schema_for_editors_lists_the_intents_of_the_generator()
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "src", "Spectacles.Gateway.Aot", "Events", "gateway-schema.json"));
        using var schema = JsonDocument.Parse(text);
        var intents = schema.RootElement.GetProperty("$defs")
            .GetProperty("intent")
            .GetProperty("enum")
            .EnumerateArray()
            .Select(intent => intent.GetString()!);
        Assert.Equal(KnownNames.IntentNames.Order(StringComparer.Ordinal), intents.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Intents_of_the_generator_match_the_library() => Assert.Equal(
        Enum.GetValues<GatewayIntents>()
            .Where(intent => System.Numerics.BitOperations.IsPow2((long)intent))
            .Select(intent => intent.ToString())
            .Order(StringComparer.Ordinal),
        KnownNames.IntentNames.Select(Naming.ToPascalCase).Order(StringComparer.Ordinal));
}
