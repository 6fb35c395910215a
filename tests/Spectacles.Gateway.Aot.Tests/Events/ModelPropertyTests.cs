using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>What holds for every document that the schema allows, and for every text that is nearly one. The seeds are fixed.</summary>
public sealed class ModelPropertyTests
{
    private const uint DocumentsPerEvent = 25;
    private const uint MutationsPerPayload = 40;
    private static readonly JsonObject Schema = JsonNode.Parse(Payload.SchemaText)!.AsObject();

    public static TheoryData<string> Events => new(Schema["events"]!.AsObject().Select(entry => entry.Key));

    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Events))]
    public void Documents_allowed_by_the_schema_round_trip_through_models(string name)
    {
        var model = Payload.ModelOf(name);
        for (uint seed = 0; seed < DocumentsPerEvent; seed++)
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(new SchemaDocuments(Schema, seed).Document(model.Name));
            JsonValues.AssertEqual(json, Models.RoundTrip(model, json));
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Damaged_text_is_read_or_rejected_with_one_exception_that_names_the_event(string name)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(Payload.Read(name)));
        string wireName = name.Split('.')[0];
        var model = Payload.ModelOf(name);
        for (uint seed = 0; seed < MutationsPerPayload; seed++)
        {
            byte[] damaged = DamagedText.Of(json, new PCG(seed, seed + 1));
            var exception = Record.Exception(() => Models.Dispatch(model, wireName, damaged));
            if (exception is not null)
            {
                var reported = Assert.IsType<JsonException>(exception);
                Assert.StartsWith(wireName, reported.Path, StringComparison.Ordinal);
            }
        }
    }

}
