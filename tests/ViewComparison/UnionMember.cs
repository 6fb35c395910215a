using Microsoft.CodeAnalysis;

namespace ViewComparison;

/// <summary>A way from the view over a union: to the view over one of its members, or to the JSON of one that is not known.</summary>
internal sealed class UnionMember
{
    private const string TryGet = "TryGet";
    private readonly string type;
    private readonly string? view;

    private UnionMember(string type, string? view)
    {
        this.type = type;
        this.view = view;
    }

    public static bool IsUnion(INamedTypeSymbol view) => view.GetMembers(TryGet).Length > 0;

    public static IEnumerable<UnionMember> Of(INamedTypeSymbol view)
    {
        if (!IsUnion(view))
        {
            yield break;
        }

        foreach (var method in view.GetMembers(TryGet).OfType<IMethodSymbol>())
        {
            string member = method.Parameters[0].Type.ContainingType.Name;
            yield return new UnionMember(member, $"{member}.View");
        }

        yield return new UnionMember("Unknown" + view.ContainingType.Name, null);
    }

    /// <summary>Statements that compare the member with the model, where the model is that member.</summary>
    public string Comparison() => view is null
        ? $"                    if (view.HasValue && model is {type} unknown) differences.Json(path + \".Json\", view.Json, "
            + "unknown.Json);\n"
        : $"""
                              differences.Equal(path + " is a {type}", view.TryGet(out {view} member), model is {type});
                              differences.Equal(path + ".{type} has a value", member.HasValue, model is {type});
                              if (model is {type} expected) Compare(path + ".{type}", member, expected, first, isBackward, differences);

          """;

    /// <summary>Statements that read the member and all that is in it.</summary>
    public string Walk() => view is null
        ? "                    walk.Use(view.Json);\n"
        : $"                    if (view.TryGet(out {view} member)) Walk(member, first, isBackward, walk);\n";
}
