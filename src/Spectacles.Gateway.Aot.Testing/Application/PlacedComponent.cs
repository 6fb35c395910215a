using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>A component of a message or a modal, with the id that Discord gives it and the components in it.</summary>
/// <remarks>https://discord.com/developers/docs/components/reference#anatomy-of-a-component</remarks>
internal sealed class PlacedComponent
{
    private PlacedComponent(JsonElement json, Func<int> nextId)
    {
        Json = json;
        Id = IdOf(json) ?? nextId();
        Children = [.. ChildrenOf(json).Select(child => new PlacedComponent(child, nextId))];
    }

    /// <summary>The component as the bot sent it.</summary>
    public JsonElement Json { get; }

    /// <summary>The id that the bot gave, or the next free number in the order of the components.</summary>
    public int Id { get; }

    public ComponentKind Kind => (ComponentKind)(Json.Integer("type") ?? 0);

    public string? CustomId => Json.Text("custom_id");

    public IReadOnlyList<PlacedComponent> Children { get; }

    /// <summary>This component and all in it.</summary>
    public IEnumerable<PlacedComponent> All => Children.SelectMany(static child => child.All).Prepend(this);

    /// <summary>Reads a JSON array of components; empty bytes are none.</summary>
    public static IReadOnlyList<PlacedComponent> ReadAll(byte[] components)
    {
        if (components.Length == 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(components);
        var root = document.RootElement.Clone();
        HashSet<int> given = [.. root.EnumerateArray().SelectMany(GivenIds)];
        int last = 0;
        return [.. root.EnumerateArray().Select(component => new PlacedComponent(component, () => NextFree(given, ref last)))];
    }

    private static int NextFree(HashSet<int> given, ref int last)
    {
        do
        {
            last++;
        }
        while (given.Contains(last));
        return last;
    }

    /// <summary>An id of 0 counts as none.</summary>
    private static int? IdOf(JsonElement component) => component.Integer("id") is > 0 and <= int.MaxValue and var id ? (int)id : null;

    private static IEnumerable<int> GivenIds(JsonElement component)
    {
        var inner = ChildrenOf(component).SelectMany(GivenIds);
        return IdOf(component) is { } id ? inner.Append(id) : inner;
    }

    private static IEnumerable<JsonElement> ChildrenOf(JsonElement component) => component.Elements("components")
        .Append(component.Field("accessory"))
        .Append(component.Field("component"))
        .Where(static child => child.ValueKind == JsonValueKind.Object);
}
