using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// The table of scalar types is what the document of the format, the diagnostics and the JSON Schema say, and names methods that the
/// library has.
/// </summary>
public sealed partial class ScalarTypeTests
{
    private const BindingFlags Public = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance;

    private static readonly string[] Readers = Methods(typeof(ModelReading), typeof(ModelListReading), typeof(JsonTextReading));
    private static readonly string[] Writers = Methods(typeof(ModelWriting), typeof(JsonTextReading), typeof(Utf8JsonWriter));
    private static readonly string[] Views = Methods(typeof(ViewValue));

    public static TheoryData<string> Names => new(ScalarTypes.All.Select(scalar => scalar.Name));

    [Fact]
    public void Schema_document_has_a_row_for_each_scalar_type() => Assert.Equal(
        ScalarTypes.All.Select(scalar => $"| `{scalar.Name}` | {scalar.JsonForms} | `{scalar.ClrType}`"),
        Rows().Matches(Document("schema.md")).Select(row => row.Value));

    [Fact]
    public void Help_page_for_unknown_types_names_each_scalar_type() => Assert.Equal(
        $"nor one of {string.Join(", ", ScalarTypes.All.Select(scalar => $"`{scalar.Name}`"))}.",
        UnknownTypes().Match(Document("diagnostics/SPG104.md")).Value.ReplaceLineEndings(" "));

    [Fact]
    public void JSON_schema_for_editors_offers_each_scalar_type_in_every_supported_form()
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "src", "Spectacles.Gateway.Aot", "Events", "gateway-schema.json")));
        JsonElement[] forms = [.. schema.RootElement.GetProperty("$defs").GetProperty("type").GetProperty("anyOf").EnumerateArray()];
        string[] lists = [.. ScalarTypes.All.Where(scalar => scalar.ListMethods is not null).Select(scalar => scalar.Name)];
        string[] maps = [.. ScalarTypes.All.Where(scalar => scalar.MapMethods is not null).Select(scalar => scalar.Name)];

        Assert.Equal(ScalarTypes.All.Select(scalar => scalar.Name), Values(forms[0]));
        Assert.Equal(ScalarTypes.All.Where(scalar => scalar.IsNullable).Select(scalar => $"?{scalar.Name}"), Values(forms[1]));
        Assert.Equal([.. lists.Select(name => $"{name}[]"), .. maps.Select(name => $"map<{name}>")], Values(forms[2]));
        Assert.Equal(
            $@"^\??([A-Z][A-Za-z0-9]*(\[\])?|({string.Join('|', lists)})\[\]"
                + $"|map<([A-Z][A-Za-z0-9]*, *)?([A-Z][A-Za-z0-9]*|{string.Join('|', maps)})>)$",
            forms[3].GetProperty("pattern").GetString());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Library_has_the_methods_of_each_scalar_type(string name)
    {
        ScalarType scalar = ScalarTypes.All.Single(scalar => scalar.Name == name);

        Assert.All(
            new[] { scalar.Methods, scalar.ListMethods, scalar.MapMethods }.Where(methods => methods is not null),
            methods => AreOfTheLibrary(methods!));
    }

    [Fact]
    public void Library_has_the_methods_of_objects_and_enums()
    {
        var methods = from kind in Enum.GetValues<ValueKind>()
                      from container in Enum.GetValues<Container>()
                      select ValueMethods.Of(
            kind, container);

        Assert.All(methods.Where(found => found is not null), found => AreOfTheLibrary(found!));
    }

    [Fact]
    public void Schema_cannot_define_the_CSharp_types_of_scalars()
    {
        string[] types =
        [
            .. ScalarTypes.All
                .SelectMany(scalar => new[] { scalar.ClrType, scalar.ViewType })
                .Where(type => char.IsUpper(type[0]))
                .Distinct(),
        ];
        var reported = new Project()
            .With("events.json", $$"""{ "types": { {{string.Join(", ", types.Select(type => $"\"{type}\": {{}}"))}} } }""")
            .Report();

        Assert.Equal(types.Length, reported.Count(diagnostic => diagnostic.Id == "SPG108"));
    }

    private static void AreOfTheLibrary(ValueMethods methods)
    {
        Assert.Contains(methods.Read, Readers);
        Assert.Contains(methods.ReadOrNull, Readers);
        Assert.True(methods.Write.Length == 0 || Writers.Contains(methods.Write));
        Assert.Contains(methods.View, Views);
        Assert.Contains(methods.ViewOrNull ?? methods.View, Views);
        Assert.Contains(methods.TryView ?? methods.View, Views);
    }

    private static string[] Methods(params Type[] types) =>
        [.. types.SelectMany(type => type.GetMethods(Public)).Select(method => method.Name)];

    private static string Document(string path) => File.ReadAllText(Path.Combine(Repository.Root, "docs", path));

    private static IEnumerable<string?> Values(JsonElement form) =>
        form.GetProperty("enum").EnumerateArray().Select(value => value.GetString());

    [GeneratedRegex(
        "(?<=^\\| Type \\| On the wire \\| In C# \\|\\r?\\n(?:\\|.*\\r?\\n)*)\\| `\\w+` \\| [^|]+ \\| `\\w+`", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"nor one of [^.]*\.")]
    private static partial Regex UnknownTypes();
}
