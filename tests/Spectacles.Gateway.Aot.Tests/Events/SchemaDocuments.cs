using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>
/// Random documents that the schema allows: every type, every presence, unknown values of enums, unknown members of unions.
/// </summary>
internal sealed class SchemaDocuments
{
    private const int DeepestOptional = 3;
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\u0001', '\uD7FF'], 0, 12];
    private static readonly Gen<bool> IsThere = Gen.Bool;
    private static readonly string[] Offsets = ["", "Z", "+00:00", "+05:30", "-11:00"];
    private readonly JsonObject types;
    private readonly JsonObject enums;
    private readonly JsonObject flags;
    private readonly PCG random;

    public SchemaDocuments(JsonObject schema, uint seed)
    {
        types = schema["types"]!.AsObject();
        enums = schema["enums"]!.AsObject();
        flags = schema["flags"]!.AsObject();
        random = new PCG(seed, seed + 1);
    }

    /// <summary>A document of a type.</summary>
    public JsonNode Document(string type) => Model(type, 0);

    private JsonNode Model(string name, int depth)
    {
        var type = types[name]!.AsObject();
        if (type["union"] is { } tag)
        {
            return Member(name, (string)tag!, depth);
        }

        var document = new JsonObject();
        AddFields(document, name, depth);
        foreach (string owner in Lineage(name))
        {
            if (types[owner]!["is"] is { } value)
            {
                document[(string)types[(string)types[owner]!["extends"]!]!["union"]!] = value.DeepClone();
            }
        }

        return document;
    }

    private JsonNode Member(string union, string tag, int depth)
    {
        string[] members = [.. types.Where(type => (string?)type.Value!["extends"] == union).Select(type => type.Key)];
        int chosen = Next(Gen.Int[0, members.Length]);
        if (chosen < members.Length && depth <= 2 * DeepestOptional)
        {
            return Model(members[chosen], depth);
        }

        return new JsonObject { ["about"] = Anything(2), [tag] = Next(Gen.Int[1000, 2000]), ["parts"] = Anything(2) };
    }

    private IEnumerable<string> Lineage(string name)
    {
        for (string? owner = name; owner is not null; owner = (string?)types[owner]!["extends"])
        {
            yield return owner;
        }
    }

    private void AddFields(JsonObject document, string name, int depth)
    {
        foreach (string owner in Lineage(name).Reverse())
        {
            foreach ((string key, var value) in types[owner]!["fields"]?.AsObject() ?? [])
            {
                AddField(document, key, value is JsonObject described ? (string)described["type"]! : (string)value!, depth);
            }
        }
    }

    private void AddField(JsonObject document, string key, string type, int depth)
    {
        bool isOptional = key.EndsWith('?');
        bool isNullable = type.StartsWith('?');
        string bare = type.TrimStart('?');
        if (isOptional && (!Next(IsThere) || (depth >= DeepestOptional && HoldsModels(bare))))
        {
            return;
        }

        document[key.TrimEnd('?')] = isNullable && Next(Gen.Int[0, 3]) == 0 ? null : Value(bare, depth + 1);
    }

    private bool HoldsModels(string type) =>
        types.ContainsKey(type.Split("<")[^1].Split(", ")[^1].Replace("[]", "", StringComparison.Ordinal).TrimEnd('>'));

    private JsonNode? Value(string type, int depth)
    {
        if (type.EndsWith("[]", StringComparison.Ordinal))
        {
            int count = depth > DeepestOptional ? 0 : Next(Gen.Frequency((5, Gen.Int[0, 2]), (1, Gen.Int[8, 20])));
            string element = type[..^2];
            count = HoldsModels(element) ? Math.Min(count, 2) : count;
            return new JsonArray([.. Enumerable.Range(0, count).Select(_ => Value(element, depth))]);
        }

        if (type.StartsWith("map<", StringComparison.Ordinal))
        {
            int count = depth > DeepestOptional ? 0 : Next(Gen.Int[0, 2]);
            string[] parts = type[4..^1].Split(", ");
            return new JsonObject(
                Enumerable.Range(0, count)
                    .Select(_ => parts.Length == 1 ? Digits() : Primitive(parts[0])!.ToJsonString())
                    .Distinct()
                    .Select(key => KeyValuePair.Create(key, Value(parts[^1], depth))));
        }

        return types.ContainsKey(type) ? Model(type, depth) : Primitive(type);
    }

    private JsonNode? Primitive(string type) => type switch
    {
        "snowflake" => Digits(),
        "string" => Next(Text),
        "boolean" => Next(Gen.Bool),
        "integer" => Next(Gen.Int),
        "long" => Next(Gen.Long),
        "double" => Next(Gen.Double[-1e9, 1e9]),
        "timestamp" => Timestamp(),
        "scalar" => Next(Gen.Int[0, 3]) switch
        {
            0 => Next(Text),
            1 => Next(Gen.Long),
            2 => Next(Gen.Double[-1e9, 1e9]),
            _ => Next(Gen.Bool),
        },
        "json" => Anything(3),
        "marker" => null,
        _ when enums[type] is { } declared => IsText(declared) ? KnownOr(declared, Next(Text)) : KnownOr(declared, Next(Gen.Int)),
        _ => IsText(flags[type]!) ? Digits() : Next(Gen.ULong[0, 1UL << 53]),
    };

    private JsonNode KnownOr(JsonNode declared, JsonNode unknown)
    {
        JsonNode[] known =
        [
            .. declared["values"]!.AsObject().Select(value => value.Value is JsonObject described ? described["value"]! : value.Value!),
        ];
        int chosen = Next(Gen.Int[0, known.Length]);
        return chosen < known.Length ? known[chosen].DeepClone() : unknown;
    }

    private string Timestamp()
    {
        var time = DateTime.UnixEpoch.AddTicks(
            Next(Gen.Long[0, 4_000_000_000]) * TimeSpan.TicksPerSecond + Next(Gen.Long[0, 999_999]) * 10);
        string offset = Offsets[Next(Gen.Int[0, Offsets.Length - 1])];
        return time.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture) + offset;
    }

    private JsonNode? Anything(int depth) => Next(Gen.Int[0, depth > 0 ? 5 : 3]) switch
    {
        0 => Next(Text),
        1 => Next(Gen.Long),
        2 => Next(Gen.Bool),
        3 => null,
        4 => new JsonArray([.. Enumerable.Range(0, 2).Select(_ => Anything(depth - 1))]),
        _ => new JsonObject([KeyValuePair.Create("a" + Next(Text), Anything(depth - 1)), KeyValuePair.Create("b", Anything(depth - 1))]),
    };

    private static bool IsText(JsonNode declared) => (string?)declared["wire"] == "string";

    private string Digits() => Next(Gen.ULong).ToString(CultureInfo.InvariantCulture);

    private T Next<T>(Gen<T> gen) => gen.Generate(random, null, out _);
}
