using System.Text;
using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>The inputs of the targets for models and views: the name of a type, a line feed, and JSON.</summary>
internal static class ModelInput
{
    public static IEnumerable<byte[]> Samples =>
        JsonSamples.Names.Select((name, index) => Of(TypeOf(name), JsonSamples.Payloads[index])).Where(input => input.Length < 16_000);

    public static byte[] Generate(Random random)
    {
        string type = JsonSamples.Types[random.Next(JsonSamples.Types.Length)];
        return Of(type, JsonSamples.Document(type, random));
    }

    /// <summary>Returns the type and the JSON. The type of an input without a name is selected by its hash.</summary>
    public static (string Type, byte[] Json) Read(byte[] input)
    {
        int line = input.AsSpan().IndexOf((byte)'\n');
        string type = line < 0 ? "" : Encoding.UTF8.GetString(input.AsSpan(0, line));
        return ModelProbe.All.ContainsKey(type)
            ? (type, input[(line + 1)..])
            : (JsonSamples.Types[InputHash.Of(input) % JsonSamples.Types.Length], input);
    }

    private static byte[] Of(string type, byte[] json) => [.. Encoding.UTF8.GetBytes(type), (byte)'\n', .. json];

    private static string TypeOf(string payload) =>
        string.Concat(payload.Split('.')[0].Split('_').Select(word => word[0] + word[1..].ToLowerInvariant()));
}
