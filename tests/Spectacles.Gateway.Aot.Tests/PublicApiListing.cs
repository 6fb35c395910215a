using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.RegularExpressions;
using PublicApiGenerator;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A public API as one sorted line per type and member. A line is complete in itself: a change of one member is a change of one line.
/// </summary>
/// <example><c>MessageCreate.View.Content -> TextView { get; }</c></example>
internal static partial class PublicApiListing
{
    public static string Of(Assembly assembly, Func<Type, bool> includes)
    {
        string declarations = assembly.GeneratePublicApi(new ApiGeneratorOptions
        {
            IncludeAssemblyAttributes = false,
            // Extension methods are in the namespace of what they extend: the generator leaves out Microsoft and System by default.
            DenyNamespacePrefixes = [],
            ExcludeAttributes = NotForUsers,
            IncludeTypes = [.. assembly.GetExportedTypes().Where(type => !type.IsNested && includes(type))],
        });
        string shortened = EnumZero().Replace(Namespaces().Replace(declarations, ""), ".None");
        return string.Concat(Lines(shortened).Order(StringComparer.Ordinal).Select(line => line + "\n"));
    }

    private static IEnumerable<string> Lines(string declarations)
    {
        var types = new Stack<string>();
        string attributes = "";
        foreach (string declaration in Joined().Replace(declarations.ReplaceLineEndings("\n"), " ").Split('\n').Select(line => line.Trim()))
        {
            if (declaration.StartsWith('[') && declaration.EndsWith(']'))
            {
                // The generator takes a type in an attribute for a nullable one.
                attributes += $" {declaration.Replace("?", "", StringComparison.Ordinal)}";
            }
            else if (TypeDeclaration().Match(declaration) is { Success: true } type)
            {
                string name = types.Count == 0 ? type.Groups["name"].Value : $"{types.Peek()}.{type.Groups["name"].Value}";
                yield return $"{name} -> {type.Groups["kind"].Value}{type.Groups["rest"].Value}{attributes}";
                attributes = "";
                if (!type.Groups["empty"].Success)
                {
                    types.Push(name);
                }
            }
            else if (declaration.StartsWith("extension(", StringComparison.Ordinal) && types.Count > 0)
            {
                types.Push($"{types.Peek()}.{declaration}");
            }
            else if (declaration == "}")
            {
                types.TryPop(out _);
            }
            else if (types.Count > 0 && declaration is not ("" or "{"))
            {
                yield return $"{types.Peek()}.{Member(declaration)}{attributes}";
                attributes = "";
            }
        }
    }

    private static string Member(string declaration)
    {
        foreach (var form in (Regex[])[Property(), Constructor(), Method(), Field(), EnumValue()])
        {
            var member = form.Match(declaration);
            if (member.Success)
            {
                string name = member.Groups["name"] is { Success: true } named ? named.Value : "new";
                string result = $"{member.Groups["modifiers"].Value}{member.Groups["type"].Value}{member.Groups["rest"].Value}".Trim();
                return $"{name}{member.Groups["parameters"].Value}{(result.Length > 0 ? $" -> {result}" : "")}";
            }
        }

        throw new FormatException($"The declaration '{declaration}' has a form that {nameof(PublicApiListing)} does not know.");
    }

    /// <summary>Attributes that only debuggers and analyzers read.</summary>
    private static readonly string[] NotForUsers =
    [
        typeof(DebuggerBrowsableAttribute).FullName!, typeof(DebuggerDisplayAttribute).FullName!,
        typeof(UnconditionalSuppressMessageAttribute).FullName!,
    ];

    private const string Modifiers = "(?:public )?(?<modifiers>(?:(?:protected|static|abstract|virtual|override|sealed|readonly|required|"
        + "const|event|new) )*)";

    private const string SystemNames = @"Buffers|Collections\.(?:Generic|Immutable|ObjectModel)|Diagnostics(?:\.CodeAnalysis)?|IO|"
        + @"Net(?:\.(?:Http|WebSockets))?|Runtime\.CompilerServices|Text(?:\.Json(?:\.Serialization(?:\.Metadata)?)?)?|"
        + @"Threading(?:\.Tasks)?";

    // The names of types are distinct without these.
    [GeneratedRegex(@"\b(?:Spectacles\.Gateway\.(?:(?:CompilerServices|Events|Rest|Testing)\.)?|System\.(?:(?:" + SystemNames
        + @")\.)?|Microsoft\.Extensions\.Logging\.)(?=[A-Z])")]
    private static partial Regex Namespaces();

    // The generator shows the value 0 of an enum in an attribute as the enum's field.
    [GeneratedRegex(@"\.value__\b")]
    private static partial Regex EnumZero();

    // A constraint has a line of its own.
    [GeneratedRegex(@"(?<=where \w+ :) {2}|\n\s+(?=where )")]
    private static partial Regex Joined();

    [GeneratedRegex(@"^public (?<kind>(?:(?:abstract|sealed|static|readonly|ref|new) )*(?:class|struct|interface|enum)) "
        + @"(?<name>\w+(?:<[^>]*>)?)(?<rest>.*?)(?<empty> \{ \})?$")]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex($@"^{Modifiers}(?<type>.+?) (?<name>\w+|this\[.*\])(?<rest> \{{ (?:get|set|init).*\}})$")]
    private static partial Regex Property();

    [GeneratedRegex($@"^{Modifiers}(?<type>.+?) (?<name>(?:operator )?(?:\w+<[^>(]*>|[^\s(]+)|operator \S+)(?<parameters>\(.*\))"
        + @"(?<rest> where .*?)?(?: \{ \}|;)$")]
    private static partial Regex Method();

    [GeneratedRegex($@"^{Modifiers}\w+(?<parameters>\(.*\)) \{{ \}}$")]
    private static partial Regex Constructor();

    [GeneratedRegex($@"^{Modifiers}(?<type>.+?) (?<name>\w+)(?<rest> = .*?)?;$")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<name>\w+) = (?<type>.+),$")]
    private static partial Regex EnumValue();
}
