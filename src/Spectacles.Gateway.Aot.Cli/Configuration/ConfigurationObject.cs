using System.Globalization;
using System.Text.Json;
using Spectacles.Gateway.Generators;

namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>An object of a configuration file. Each error names the key with its path.</summary>
internal sealed class ConfigurationObject
{
    private readonly JsonElement value;
    private readonly string path;

    private ConfigurationObject(JsonElement value, string path) => (this.value, this.path) = (value, path);

    /// <summary>The keys that are set.</summary>
    public IEnumerable<string> Names => value.EnumerateObject().Select(property => property.Name);

    /// <summary>Checks that a value is an object.</summary>
    /// <param name="value">The value.</param>
    /// <param name="path">Where it is in the file; empty for the whole file.</param>
    /// <param name="keys">Its keys; null for any.</param>
    /// <exception cref="ConfigurationException">The value is not an object, or has another key.</exception>
    public static ConfigurationObject Of(JsonElement value, string path, IReadOnlyList<string>? keys)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw Error(path.Length == 0 ? "the file" : path, MustBe("an object", value));
        }

        var read = new ConfigurationObject(value, path);
        if (keys is not null && read.Names.FirstOrDefault(name => !keys.Contains(name)) is { } unknown)
        {
            throw Error(read.PathOf(unknown), $"there is no such key.{Hint(unknown, keys)} The keys are: {string.Join(", ", keys)}.");
        }

        return read;
    }

    /// <summary>Checks that a key is set.</summary>
    /// <exception cref="ConfigurationException">It is not.</exception>
    public ConfigurationObject Required(string name) => Has(name) ? this : throw Error(PathOf(name), "it is required.");

    public bool Has(string name) => value.TryGetProperty(name, out _);

    public bool IsText(string name) => Find(name) is { ValueKind: JsonValueKind.String };

    /// <summary>An error of the value of a key.</summary>
    public ConfigurationException ErrorOf(string name, string sentence) => Error(PathOf(name), sentence);

    /// <summary>A string that is not empty; null if it is absent.</summary>
    public string? Text(string name) => Find(name) is { } found ? TextOf(found, PathOf(name)) : null;

    /// <summary>A whole number within limits; null if it is absent.</summary>
    public long? Number(string name, long least, long most)
    {
        if (Find(name) is not { } found)
        {
            return null;
        }

        string limits = string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
        return found.ValueKind != JsonValueKind.Number ? throw Error(PathOf(name), MustBe(limits, found))
            : found.TryGetInt64(out long number) && number >= least && number <= most ? number
            : throw Error(PathOf(name), $"it must be {limits}, not {found.GetRawText()}.");
    }

    /// <summary>A time in seconds, within limits; null if it is absent.</summary>
    public TimeSpan? Seconds(string name, double least, double most)
    {
        if (Find(name) is not { } found)
        {
            return null;
        }

        string limits = string.Create(CultureInfo.InvariantCulture, $"a number of seconds from {least} to {most}");
        return found.ValueKind != JsonValueKind.Number ? throw Error(PathOf(name), MustBe(limits, found))
            : found.TryGetDouble(out double number) && number >= least && number <= most ? TimeSpan.FromSeconds(number)
            : throw Error(PathOf(name), $"it must be {limits}, not {found.GetRawText()}.");
    }

    /// <summary>One of these words; null if it is absent.</summary>
    public string? Choice(string name, IReadOnlyList<string> words) =>
        Text(name) is { } word ? ChoiceOf(word, PathOf(name), words) : null;

    /// <summary>A list of these words; null if it is absent.</summary>
    public IReadOnlyList<string>? Choices(string name, IReadOnlyList<string> words) =>
        Elements(name) is { } elements ? [.. elements.Select(one => ChoiceOf(TextOf(one.Value, one.Path), one.Path, words))] : null;

    /// <summary>A list of strings; null if it is absent.</summary>
    public IReadOnlyList<string>? Texts(string name) =>
        Elements(name) is { } elements ? [.. elements.Select(one => TextOf(one.Value, one.Path))] : null;

    /// <summary>An address with one of these schemes, and without a user and a password; null if it is absent.</summary>
    public Uri? Address(string name, params string[] schemes) => Text(name) is { } text ? AddressOf(text, PathOf(name), schemes) : null;

    /// <summary>A list of such addresses with at least one; null if it is absent.</summary>
    public IReadOnlyList<Uri>? Addresses(string name, params string[] schemes)
    {
        if (Elements(name) is not { } elements)
        {
            return null;
        }

        Uri[] addresses = [.. elements.Select(one => AddressOf(TextOf(one.Value, one.Path), one.Path, schemes))];
        return addresses.Length > 0 ? addresses : throw Error(PathOf(name), "it must have at least one address.");
    }

    /// <summary>An object; null if it is absent.</summary>
    /// <param name="name">The key.</param>
    /// <param name="keys">The keys of the object; null for any.</param>
    public ConfigurationObject? Object(string name, IReadOnlyList<string>? keys) =>
        Find(name) is { } found ? Of(found, PathOf(name), keys) : null;

    private static ConfigurationException Error(string path, string sentence) => new($"{path}: {sentence}");

    private static string TextOf(JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Error(path, MustBe("a string that is not empty", value));

    private static string ChoiceOf(string word, string path, IReadOnlyList<string> words) => words.Contains(word)
        ? word
        : throw Error(path, $"\"{word}\" is not allowed here.{Hint(word, words)} The values are: {string.Join(", ", words)}.");

    private static string Hint(string unknown, IReadOnlyList<string> known) =>
        NearestName.Find(unknown, known) is { } nearest ? $" Did you mean {nearest}?" : "";

    private static Uri AddressOf(string text, string path, string[] schemes)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || !schemes.Contains(address.Scheme) || address.Host.Length == 0)
        {
            throw Error(path, $"it must be an address that begins with {string.Join(" or ", schemes.Select(one => one + "://"))}.");
        }

        return address.UserInfo.Length == 0
            ? address
            : throw Error(path, "an address must not have a user or a password: they would be in the configuration and in errors.");
    }

    private static string MustBe(string what, JsonElement found) => $"it must be {what}, not {found.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String when found.ValueEquals(""u8) => "an empty string",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    }}.";

    private IEnumerable<(JsonElement Value, string Path)>? Elements(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Select((element, index) => (element, $"{PathOf(name)}[{index}]")),
        { } other => throw Error(PathOf(name), MustBe("a list", other)),
    };

    private JsonElement? Find(string name) => value.TryGetProperty(name, out var found) ? found : null;

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
