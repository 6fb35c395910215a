using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>An object of a world file. A property that no method has asked for is unknown.</summary>
internal sealed class WorldFileObject
{
    /// <summary>The permissions by Discord's names, such as <c>MANAGE_MESSAGES</c>.</summary>
    /// <remarks>https://discord.com/developers/docs/topics/permissions#permissions-bitwise-permission-flags</remarks>
    private static readonly Dictionary<string, Events.Permissions> PermissionsByName = Enum.GetValues<Events.Permissions>()
        .Where(static one => one != 0)
        .ToDictionary(static one => JsonNamingPolicy.SnakeCaseUpper.ConvertName(one.ToString()));

    private readonly JsonElement value;
    private readonly string place;
    private readonly List<string> known = [];

    private WorldFileObject(JsonElement value, string place) => (this.value, this.place) = (value, place);

    /// <summary>Reads an object and refuses its unknown properties.</summary>
    /// <param name="value">The object.</param>
    /// <param name="place">Where it is in the file; empty for the whole file.</param>
    /// <param name="what">What it describes, with an article.</param>
    /// <param name="read">Reads its properties.</param>
    public static T Read<T>(JsonElement value, string place, string what, Func<WorldFileObject, T> read)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Error(place.Length == 0 ? "the file" : place, MustBe("an object", value));
        }

        var all = new WorldFileObject(value, place);
        var result = read(all);
        foreach (var property in value.EnumerateObject())
        {
            if (!all.known.Contains(property.Name))
            {
                throw Error(
                    all.PlaceOf(property.Name), $"there is no such property. {what} has: {string.Join(", ", all.known.Distinct())}.");
            }
        }

        return result;
    }

    /// <summary>An error of a world file or description.</summary>
    public static FormatException Error(string place, string sentence) => new($"{place}: {sentence}");

    /// <summary>This object, which has the property.</summary>
    public WorldFileObject Required(string name) => value.Has(name) ? this : throw Error(PlaceOf(name), "it is required.");

    public string? Text(string name) => Find(name) is { } field ? TextOf(field, PlaceOf(name)) : null;

    public bool Flag(string name) => Find(name) switch
    {
        null => false,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } other => throw Error(PlaceOf(name), MustBe("true or false", other)),
    };

    /// <summary>An id: a string, because a number of this size loses digits in JavaScript.</summary>
    public Snowflake? Id(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return text is [>= '1' and <= '9', ..] and { Length: <= 19 } && ulong.TryParse(text, NumberStyles.None, null, out ulong id)
            ? new Snowflake(id)
            : throw Error(PlaceOf(name), $"it must be an id, such as \"1191210857275029937\", not \"{text}\".");
    }

    /// <summary>A colour such as <c>#3498DB</c>; 0 when it is absent.</summary>
    public int Color(string name)
    {
        if (Text(name) is not { } text)
        {
            return 0;
        }

        return text is ['#', .. { Length: 6 } digits] && int.TryParse(digits, NumberStyles.AllowHexSpecifier, null, out int color)
            ? color
            : throw Error(PlaceOf(name), $"it must be a colour, such as \"#3498DB\", not \"{text}\".");
    }

    /// <summary>One of these words; null when it is absent.</summary>
    public string? Choice(string name, IReadOnlyList<string> words) => Text(name) switch
    {
        null => null,
        { } word when words.Contains(word) => word,
        { } other => throw Error(PlaceOf(name), $"it must be {ListOf(words)}, not \"{other}\"."),
    };

    public IReadOnlyList<string> Texts(string name) => [.. Elements(name).Select(one => TextOf(one.Value, one.Place))];

    public IReadOnlyList<T> Objects<T>(string name, string what, Func<WorldFileObject, T> read) =>
        [.. Elements(name).Select(one => Read(one.Value, one.Place, what, read))];

    /// <summary>The permissions in a list of names; null when it is absent.</summary>
    public Events.Permissions? Permissions(string name)
    {
        if (Find(name) is null)
        {
            return null;
        }

        Events.Permissions all = default;
        foreach (var (element, at) in Elements(name))
        {
            string text = TextOf(element, at);
            all |= PermissionsByName.TryGetValue(text, out var one)
                ? one
                : throw Error(at, $"there is no permission \"{text}\". The names are those of Discord, such as MANAGE_MESSAGES.");
        }

        return all;
    }

    /// <summary><c>"a", "b" or "c"</c>.</summary>
    public static string ListOf(IReadOnlyList<string> words) =>
        $"{string.Join(", ", words.SkipLast(1).Select(word => $"\"{word}\""))} or \"{words[^1]}\"";

    private static string TextOf(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Error(place, MustBe("a string", value));

    private static string MustBe(string what, JsonElement found) => $"it must be {what}, not {found.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    }}.";

    private IEnumerable<(JsonElement Value, string Place)> Elements(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select((element, index) => (element, $"{PlaceOf(name)}[{index}]")),
        { } other => throw Error(PlaceOf(name), MustBe("a list", other)),
    };

    private JsonElement? Find(string name)
    {
        known.Add(name);
        return value.TryGetProperty(name, out var field) ? field : null;
    }

    private string PlaceOf(string name) => place.Length == 0 ? name : $"{place}.{name}";
}
