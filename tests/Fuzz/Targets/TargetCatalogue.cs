using Fuzz.Engine;

namespace Fuzz.Targets;

/// <summary>The targets by name.</summary>
internal static class TargetCatalogue
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> ByName = new()
    {
        ["inflater"] = () => new InflaterTarget(),
        ["zstd"] = () => new ZstdTarget(),
        ["envelope"] = () => new EnvelopeTarget(),
        ["extent"] = () => new ExtentTarget(),
        ["models"] = () => new ModelTarget(),
        ["views"] = () => new ViewTarget(),
        ["message-buffer"] = () => new MessageBufferTarget(),
        ["session-file"] = () => new SessionFileTarget(),
        ["schema"] = () => new SchemaTarget(),
        ["http"] = () => new HttpTarget(),
    };

    /// <summary>The names of the targets without a planted fault.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static bool Contains(string name) => ByName.ContainsKey(name) || PlantedTarget.All.Any(target => target.Name == name);

    public static IFuzzTarget New(string name) =>
        ByName.TryGetValue(name, out var target) ? target() : PlantedTarget.All.Single(planted => planted.Name == name);
}
