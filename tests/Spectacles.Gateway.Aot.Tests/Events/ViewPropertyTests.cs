using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>
/// What holds for views over every document that the schema allows, and over every text that is nearly one. The seeds are fixed.
/// </summary>
public sealed class ViewPropertyTests
{
    private const uint DocumentsPerEvent = 10;
    private const uint DamagesPerPayload = 60;
    private static readonly JsonObject Schema = JsonNode.Parse(Payload.SchemaText)!.AsObject();

    public static TheoryData<string> Events => new(Schema["events"]!.AsObject().Select(entry => entry.Key));

    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Events))]
    public void Views_and_models_agree_on_documents_allowed_by_the_schema(string name)
    {
        for (uint seed = 0; seed < DocumentsPerEvent; seed++)
        {
            string model = Payload.ModelOf(name).Name;
            byte[] json = Document(model, seed);
            var differences = new ViewDifferences();
            ViewComparison.Compare(model, json, (int)seed, seed % 2 == 0, differences);
            Assert.Empty(differences.All);
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Views_over_documents_allowed_by_the_schema_do_not_allocate(string name)
    {
        string model = Payload.ModelOf(name).Name;
        var walk = new ViewWalk(makesStrings: false);
        for (uint seed = 0; seed < DocumentsPerEvent; seed++)
        {
            byte[] json = Document(model, seed);
            ViewComparison.Walk(model, json, 0, false, walk);
            long before = GC.GetAllocatedBytesForCurrentThread();
            ViewComparison.Walk(model, json, (int)seed, seed % 2 == 0, walk);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Damaged_text_gives_view_values_or_one_exception_regardless_of_the_bytes_that_follow(string name)
    {
        string model = Payload.ModelOf(name).Name;
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(JsonNode.Parse(Payload.Read(name)));
        for (uint seed = 0; seed < DamagesPerPayload; seed++)
        {
            byte[] damaged = DamagedText.Of(json, new PCG(seed, seed + 1));
            string alone = Outcome(model, damaged, (int)seed);
            Assert.Equal(alone, Outcome(model, ((byte[])[.. damaged, .. "\"}]}0,\"id\":1}"u8]).AsSpan(0, damaged.Length), (int)seed));
            Assert.Equal(alone, Outcome(model, ((byte[])[.. damaged, .. new byte[64]]).AsSpan(0, damaged.Length), (int)seed));
        }
    }

    private static string Outcome(string model, ReadOnlySpan<byte> text, int first)
    {
        var walk = new ViewWalk(makesStrings: true);
        try
        {
            ViewComparison.Walk(model, text, first, first % 2 == 0, walk);
            return $"{walk.Used}";
        }
        catch (JsonException exception)
        {
            return $"{walk.Used}, then {exception.Message}";
        }
    }

    private static byte[] Document(string model, uint seed) =>
        Encoding.UTF8.GetBytes(new SchemaDocuments(Schema, seed).Document(model).ToJsonString());
}
