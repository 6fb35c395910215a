using System.Text;
using BenchmarkDotNet.Attributes;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Benchmarks;

/// <summary>
/// Measures the lookup of a UTF-8 event name: a handled event, an unhandled one with a similar name, and one with another length.
/// </summary>
public class LookupBenchmarks
{
    private static readonly string[] Names =
    [
        "MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "CHANNEL_CREATE",
        "CHANNEL_UPDATE", "PRESENCE_UPDATE", "INTERACTION_CREATE",
    ];

    private readonly HandlerTable table = new(
        Names.Select((name, index) => new HandlerCall(null!, index, new HandlerMethod(name, name, GatewayIntents.None))));
    private readonly Dictionary<string, int> strings = Names.Index().ToDictionary(name => name.Item, name => name.Index);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> characters;
    private byte[] name = [];

    public LookupBenchmarks() => characters = strings.GetAlternateLookup<ReadOnlySpan<char>>();

    [Params("MESSAGE_UPDATE", "CHANNEL_DELETE", "TYPING_START_OF_ANOTHER_LENGTH")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup() => name = Encoding.UTF8.GetBytes(Name);

    /// <summary>Creates a string for each event.</summary>
    [Benchmark(Baseline = true)]
    public bool StringAndDictionary() => strings.TryGetValue(Encoding.UTF8.GetString(name), out _);

    /// <summary>Decodes the name on the stack and uses the runtime's comparer.</summary>
    [Benchmark]
    public bool CharactersAndDictionary()
    {
        Span<char> buffer = stackalloc char[64];
        return characters.TryGetValue(buffer[..Encoding.UTF8.GetChars(name, buffer)], out _);
    }

    [Benchmark]
    public bool HandlerTable() => table.Find(name).Length > 0;
}
