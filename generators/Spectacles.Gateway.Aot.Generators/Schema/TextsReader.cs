using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads a file with the texts of commands in one language.</summary>
internal sealed class TextsReader
{
    public const string Item = "InteractionTexts";

    /// <summary>https://discord.com/developers/docs/reference#locales</summary>
    /// <remarks>Those of the model Locale. The API's own description has ar and he as well, which that page does not list.</remarks>
    internal static readonly string[] Locales =
    [
        "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE",
        "vi", "tr", "cs", "el", "bg", "ru", "uk", "ar", "he", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
    ];

    private readonly string path;
    private readonly List<DiagnosticInfo> diagnostics = [];

    private TextsReader(string path) => this.path = path;

    public static TextsModel Read(AdditionalText file, CancellationToken cancellationToken) =>
        new TextsReader(file.Path).Read(file.GetText(cancellationToken) ?? SourceText.From(""));

    private TextsModel Read(SourceText text)
    {
        string locale = System.IO.Path.GetFileNameWithoutExtension(path);
        if (!Locales.Contains(locale))
        {
            diagnostics.Add(
                DiagnosticInfo.At(
                    DiagnosticDescriptors.UnknownLocale, path, default, locale, Naming.Nearest(locale, Locales)));
            return new TextsModel(path, locale, default, diagnostics.ToEquatableArray());
        }

        var parser = new JsonParser(text);
        var json = parser.Parse();
        if (json is null)
        {
            Report(parser.Error!.Value.Position, parser.Error.Value.Value);
        }

        var commands = json is null ? default : ReadNodes(json, "the file");
        return new TextsModel(path, locale, commands, diagnostics.ToEquatableArray());
    }

    private EquatableArray<TextNode> ReadNodes(JsonValue json, string what) =>
        Properties(json, what).Select(property => ReadNode(property.Name, property.Value)).ToEquatableArray();

    private TextNode ReadNode(SchemaText key, JsonValue json)
    {
        SchemaText? name = null;
        SchemaText? description = null;
        EquatableArray<TextNode> options = default;
        EquatableArray<TextNode> choices = default;
        foreach (var property in Properties(json, $"'{key}'"))
        {
            switch (property.Name.Value)
            {
                case "name":
                    name = ReadText(property);
                    break;
                case "description":
                    description = ReadText(property);
                    break;
                case "options":
                    options = ReadNodes(property.Value, "'options'");
                    break;
                case "choices":
                    choices = Properties(property.Value, "'choices'")
                        .Select(choice => new TextNode(choice.Name, ReadText(choice), null, default, default))
                        .ToEquatableArray();
                    break;
                default:
                    Report(
                        property.Name.Position,
                        $"Unknown property '{property.Name}'; expected: name, description, options, choices");
                    break;
            }
        }

        return new TextNode(key, name, description, options, choices);
    }

    private SchemaText? ReadText(JsonProperty property)
    {
        if (property.Value.Kind == JsonKind.Text)
        {
            return new SchemaText(property.Value.Text, property.Value.Position);
        }

        Report(property.Value.Position, $"'{property.Name}' must be a string");
        return null;
    }

    private IEnumerable<JsonProperty> Properties(JsonValue json, string what)
    {
        if (json.Kind != JsonKind.Object)
        {
            Report(json.Position, $"{char.ToUpperInvariant(what[0])}{what.Substring(1)} must be an object");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.Properties.Where(property => property.Name.Value is not ("$comment" or "$schema")))
        {
            if (names.Add(property.Name.Value))
            {
                yield return property;
            }
            else
            {
                Report(property.Name.Position, $"'{property.Name}' is there twice");
            }
        }
    }

    private void Report(TextPosition position, string problem) =>
        diagnostics.Add(DiagnosticInfo.At(DiagnosticDescriptors.TextsSyntax, path, position, problem));
}
