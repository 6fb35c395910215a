using System.Text;
using Microsoft.CodeAnalysis;

namespace ViewComparison;

/// <summary>A property of a view and the one of the model that has to say the same.</summary>
internal sealed class PropertyPair
{
    private readonly IPropertySymbol view;
    private readonly ITypeSymbol type;
    private readonly bool isNullable;
    private readonly bool isOptional;
    private readonly string expected;

    public PropertyPair(IPropertySymbol view, IPropertySymbol model)
    {
        this.view = view;
        expected = $"model.{model.Name}";
        type = model.Type;
        if (type is INamedTypeSymbol { Name: "Optional", TypeArguments: [var both] })
        {
            isOptional = true;
            expected += ".Value";
            type = both;
        }

        isNullable = type.NullableAnnotation == NullableAnnotation.Annotated || isOptional;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] })
        {
            type = value;
            isNullable = true;
        }
    }

    public static bool IsView(ITypeSymbol type) => type.AllInterfaces.Any(face => face.MetadataName == "IGatewayView`1");

    /// <summary>Statements that compare <c>view.Property</c> with <c>model.Property</c>.</summary>
    public string Comparison()
    {
        string path = $"path + \".{view.Name}\"";
        var lines = new StringBuilder();
        void Line(string line) => lines.Append("                    ").AppendLine(line);
        if (!IsRefStruct(view.Type))
        {
            Line($"differences.Equal({path}, view.{view.Name}, model.{view.Name});");
            return lines.ToString();
        }

        Line($"var value = view.{view.Name};");
        if (isOptional)
        {
            Line($"differences.Equal({path} + \" is present\", value.IsPresent, model.{view.Name}.IsPresent);");
        }

        Line($"var expected = {expected};");
        if (isNullable && view.Type.Name is not ("TextView" or "JsonView"))
        {
            Line($"differences.Equal({path} + \" has a value\", value.HasValue, expected is not null);");
        }

        if (!isNullable && view.Type.Name is ("ListView" or "MapView"))
        {
            string holder = view.Type.Name == "ListView" ? "AbsentList" : "AbsentMap";
            string isPresent = $"global::Spectacles.Gateway.CompilerServices.{holder}.IsPresent(expected)";
            Line($"differences.Equal({path} + \" is lost\", value.HasValue && !{isPresent}, false);");
        }

        switch (view.Type.Name)
        {
            case "TextView":
                Line($"differences.Text({path}, value, {TextOf(type, "expected", isNullable)}, {(isNullable ? "true" : "false")});");
                break;
            case "ScalarView":
                Line($"differences.Scalar({path}, value, expected{(isNullable ? " ?? default" : "")});");
                break;
            case "JsonView":
                Line($"differences.Json({path}, value, expected{(isNullable ? " ?? default" : "")});");
                Line($"differences.Equal({path} + \" is present\", value.IsPresent, "
                    + $"{(isNullable ? "expected is not null" : "value.IsPresent")});");
                break;
            case "ListView":
                WriteList(Line, path);
                break;
            case "MapView":
                WriteMap(Line, path);
                break;
            default:
                Line($"if (expected is not null) Compare({path}, value, expected, first, isBackward, differences);");
                break;
        }

        return lines.ToString();
    }

    /// <summary>Statements that read <c>view.Property</c> and all that is in it.</summary>
    public static string Walk(IPropertySymbol property)
    {
        string value = $"view.{property.Name}";
        string statement = property.Type.Name switch
        {
            "ListView" => $"foreach (var element in {value}) {{ {Use(Element(property.Type), "element")} }}",
            "MapView" => $"foreach (var (key, element) in {value}) {{ {Use(Element(property.Type), "element")} }}",
            _ => $"var value = {value}; {Use(property.Type, "value")}",
        };
        return $"                    {statement}\n";
    }

    private void WriteList(Action<string> line, string path)
    {
        line("int count = 0;");
        line("foreach (var element in value)");
        line("{");
        line($"    if (count < (expected{Orr()}).Length) {{ "
            + $"{CompareElement(path + " + \"[\" + count + \"]\"", $"(expected{Orr()})[count]")} }}");
        line("    count++;");
        line("}");
        line($"differences.Equal({path} + \".Length\", count, (expected{Orr()}).Length);");
        line($"differences.Equal({path} + \".Count()\", (value.Count(), value.IsEmpty), (count, count == 0));");
    }

    private string Orr() => isNullable ? " ?? []" : "";

    private void WriteMap(Action<string> line, string path)
    {
        line("int count = 0;");
        line("foreach (var (key, element) in value)");
        line("{");
        line($"    if (expected is not null && expected.TryGetValue(key, out var other)) {{ "
            + $"{CompareElement(path + " + \"[\" + key + \"]\"", "other")} }}");
        line($"    differences.Equal({path} + \".TryGetValue\", value.TryGetValue(key, out _), true);");
        line("    count++;");
        line("}");
        line($"differences.Equal({path} + \".Count\", count, expected?.Count ?? 0);");
        string key = ((INamedTypeSymbol)type).TypeArguments[0] is { TypeKind: TypeKind.Enum } named
            ? $"({named.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})int.MaxValue"
            : "ulong.MaxValue";
        line($"differences.Equal({path} + \".Count()\", (value.Count(), value.IsEmpty, value.TryGetValue({key}, out _)), "
            + $"(count, count == 0, expected?.ContainsKey({key}) ?? false));");
    }

    private string CompareElement(string path, string other)
    {
        var element = Element(view.Type);
        var otherElement = ((INamedTypeSymbol)type).TypeArguments[^1];
        return element.Name switch
        {
            "TextView" => $"differences.Text({path}, element, {TextOf(otherElement, other, false)}, false);",
            _ when IsView(element) => $"Compare({path}, element, {other}, first, isBackward, differences);",
            _ => $"differences.Equal({path}, element, {other});",
        };
    }

    private static string Use(ITypeSymbol type, string value) =>
        IsView(type) ? $"if ({value}.HasValue) Walk({value}, first, isBackward, walk);" : $"walk.Use({value});";

    private static ITypeSymbol Element(ITypeSymbol container) => ((INamedTypeSymbol)container).TypeArguments[^1];

    private static bool IsRefStruct(ITypeSymbol type) => type.IsRefLikeType;

    private static string TextOf(ITypeSymbol type, string value, bool isNullable) =>
        type.SpecialType == SpecialType.System_String ? value : isNullable ? $"{value}?.Value" : $"{value}.Value";
}
