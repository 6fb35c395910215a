using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>Payloads in which values have forms that the schema does not allow. The seeds are fixed.</summary>
public sealed class OtherFormTests
{
    private const uint ChangesPerPayload = 80;
    private static readonly string[] Forms =
    [
        "{}", "[]", "[[]]", "[{}]", "[1,\"2\",3.0,null,true,{},\"x\"]", """{"id":"5"}""", """{"1":{},"x":{},"2.0":5,"3":"4"}""", "true", "false", "null", "\"\"", "\"no\"", "\"5\"",
        "\"-5\"", "\"5.0\"", "\"1e3\"", "\"\\u0035\"", "\"18446744073709551615\"", "\"18446744073709551616\"", "\"2026-01-01T00:00:00Z\"",
        "\"NaN\"", "\"online\"", "5", "5.0", "5.5", "-5", "-0.0",
        "0e999999999", "1e3", "1e12", "1e400", "1e999999999", "1e-999999999", "100e-2", "2147483648", "9007199254740993",
        "18446744073709551615", "18446744073709551615.0", "18446744073709551616",
    ];

    public static TheoryData<string> Payloads => new(Payload.Names);

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Models_and_views_agree_on_values_of_other_forms_and_report_the_same_paths(string name)
    {
        string model = Payload.ModelOf(name).Name;
        for (uint seed = 0; seed < ChangesPerPayload; seed++)
        {
            byte[] json = Changed(Payload.Read(name), new PCG(seed, seed + 1));
            var refusal = Record.Exception(() => Models.Dispatch(Payload.ModelOf(name), "E", json));
            var differences = new ViewDifferences();
            var compared = Record.Exception(() => ViewComparison.Compare(model, json, (int)seed, seed % 2 == 0, differences));
            if (refusal is not null)
            {
                Assert.IsType<JsonException>(refusal);
                continue;
            }

            string text = Encoding.UTF8.GetString(json);
            Assert.True(compared is null, $"{compared}: {text}");
            Assert.True(differences.All.Count == 0, $"{string.Join("; ", differences.All)}: {text}");
            Assert.True(differences.OfModel.Paths.SetEquals(differences.OfView.Paths), $"{string.Join(" ", differences.OfModel.Paths)} "
                + $"of the model, {string.Join(" ", differences.OfView.Paths)} of the view: {text}");
        }
    }

    /// <summary>The payload with one to four of its values replaced.</summary>
    private static byte[] Changed(byte[] json, PCG random)
    {
        var payload = JsonNode.Parse(json)!;
        for (int i = Next(Gen.Int[1, 4]); i > 0; i--)
        {
            var place = payload;
            while (Inside(place) is { Count: > 0 } values)
            {
                (var value, var replace) = values[Next(Gen.Int[0, values.Count - 1])];
                if (value is null || Inside(value).Count == 0 || Next(Gen.Int[0, 3]) == 0)
                {
                    replace(JsonNode.Parse(Forms[Next(Gen.Int[0, Forms.Length - 1])]));
                    break;
                }

                place = value;
            }
        }

        return Encoding.UTF8.GetBytes(payload.ToJsonString());

        T Next<T>(Gen<T> gen) => gen.Generate(random, null, out _);
    }

    private static List<(JsonNode? Value, Action<JsonNode?> Replace)> Inside(JsonNode node) => node switch
    {
        JsonObject json => [.. json.Select(property => (property.Value, (Action<JsonNode?>)(other => json[property.Key] = other)))],
        JsonArray list => [.. list.Select((item, index) => (item, (Action<JsonNode?>)(other => list[index] = other)))],
        _ => [],
    };
}
