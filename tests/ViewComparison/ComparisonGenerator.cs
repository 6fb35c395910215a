using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ViewComparison;

/// <summary>
/// Writes, for every view of the library, its comparison with a model on every property, and a walk that reads every property.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ComparisonGenerator : IIncrementalGenerator
{
    private const string Events = "Spectacles.Gateway.Events";

    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(
            context.CompilationProvider, (output, compilation) => output.AddSource("ViewComparison.g.cs", Write(compilation)));

    private static string Write(Compilation compilation)
    {
        var views = Views(compilation);
        var source = new StringBuilder("""
            #nullable enable
            namespace Spectacles.Gateway.Tests.Events;

            using System;
            using System.Text.Json;
            using Spectacles.Gateway.Events;

            internal static class ViewComparison
            {

            """);
        source.AppendLine(
            $"    public static string[] Models => [{string.Join(", ", views.Select(view => $"\"{view.ContainingType.Name}\""))}];");
        WriteRoots(source, views);
        foreach (var view in views)
        {
            WriteComparison(source, view);
            WriteWalk(source, view);
        }

        return source.AppendLine("}").ToString();
    }

    private static ImmutableArray<INamedTypeSymbol> Views(Compilation compilation)
    {
        var scope = compilation.GlobalNamespace;
        foreach (string part in Events.Split('.'))
        {
            scope = scope.GetNamespaceMembers().First(member => member.Name == part);
        }

        return
        [
            .. scope.GetTypeMembers()
                .SelectMany(model => model.GetTypeMembers("View"))
                .Where(PropertyPair.IsView)
                .OrderBy(view => view.ContainingType.Name, StringComparer.Ordinal),
        ];
    }

    private static IPropertySymbol[] Properties(INamedTypeSymbol view) =>
    [
        .. view.GetMembers().OfType<IPropertySymbol>().Where(property =>
            property.DeclaredAccessibility == Accessibility.Public
                && property.Name is not ("IsPresent" or "HasValue") && !(property.Name == "Json" && UnionMember.IsUnion(view))),
    ];

    private static IPropertySymbol PropertyOf(INamedTypeSymbol? model, string name)
    {
        for (; model is not null; model = model.BaseType)
        {
            if (model.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
            {
                return property;
            }
        }

        throw new InvalidOperationException($"No model has {name}.");
    }

    private static void WriteRoots(StringBuilder source, ImmutableArray<INamedTypeSymbol> views)
    {
        source.AppendLine("    public static void Compare(string model, byte[] json, int first, bool isBackward, "
            + "ViewDifferences differences)\n    {\n        switch (model)\n        {");
        foreach (var view in views)
        {
            string name = view.ContainingType.Name;
            source.AppendLine($$"""
                            case "{{name}}":
                            {
                                {{name}} expected = differences.Model<{{name}}>(json);
                                Compare("{{name}}", differences.View<{{name}}.View>(json), expected, first, isBackward, differences);
                                string copy = JsonSerializer.Serialize(new {{name}}.View(json).ToModel(), GatewayJsonContext.Default.{{name}});
                                differences.Equal("{{name}}.ToModel()", copy, JsonSerializer.Serialize(expected, GatewayJsonContext.Default.{{name}}));
                                break;
                            }
                """);
        }

        source.AppendLine("        }\n    }\n\n    public static void Walk(string model, ReadOnlySpan<byte> json, int first, "
            + "bool isBackward, ViewWalk walk)\n    {\n        switch (model)\n        {");
        foreach (var view in views)
        {
            string name = view.ContainingType.Name;
            source.AppendLine($"            case \"{name}\": Walk(new {name}.View(json), first, isBackward, walk); break;");
        }

        source.AppendLine("        }\n    }");
    }

    private static void WriteComparison(StringBuilder source, INamedTypeSymbol view)
    {
        var model = view.ContainingType;
        source.AppendLine($"\n    private static void Compare(string path, {model.Name}.View view, {model.Name} model, int first, "
            + $"bool isBackward, ViewDifferences differences)\n    {{");
        WriteOrder(source,
        [
            .. Properties(view).Select(property => new PropertyPair(property, PropertyOf(model, property.Name)).Comparison()),
            .. UnionMember.Of(view).Select(member => member.Comparison()),
        ]);
        source.AppendLine("    }");
    }

    private static void WriteWalk(StringBuilder source, INamedTypeSymbol view)
    {
        source.AppendLine(
            $"\n    private static void Walk({view.ContainingType.Name}.View view, int first, bool isBackward, ViewWalk walk)\n    {{");
        WriteOrder(source, [.. Properties(view).Select(PropertyPair.Walk), .. UnionMember.Of(view).Select(member => member.Walk())]);
        source.AppendLine("    }");
    }

    // Every property once, beginning at any of them, in either direction.
    private static void WriteOrder(StringBuilder source, string[] statements)
    {
        if (statements.Length == 0)
        {
            return;
        }

        source.AppendLine($"        for (int i = 0; i < {statements.Length}; i++)\n        {{\n            switch ((first + (isBackward ? "
            + $"{statements.Length} - 1 - i : i)) % {statements.Length})\n            {{");
        for (int i = 0; i < statements.Length; i++)
        {
            source.AppendLine(
                $"                case {i}:\n                {{\n{statements[i]}                    break;\n                }}");
        }

        source.AppendLine("            }\n        }");
    }
}
