using Microsoft.CodeAnalysis.CSharp;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads templates of custom ids.</summary>
internal static class TemplateReader
{
    /// <summary>Discord's limit. https://discord.com/developers/docs/components/reference#anatomy-of-a-component-custom-id</summary>
    public const int LongestCustomId = 100;

    /// <summary>The parts of a template, with placeholders that have no type yet.</summary>
    /// <param name="template">The template.</param>
    /// <param name="problem">What is wrong with it; null if nothing is.</param>
    public static List<TemplatePartSpec> Read(string template, out string? problem)
    {
        var parts = new List<TemplatePartSpec>();
        int at = 0;
        while (at < template.Length)
        {
            int open = template.IndexOf('{', at);
            string literal = template.Substring(at, (open < 0 ? template.Length : open) - at);
            if (literal.Contains('}'))
            {
                problem = "it has a closing brace without an opening one";
                return parts;
            }

            if (literal.Length > 0)
            {
                parts.Add(new TemplatePartSpec(literal, "", null));
            }

            if (open < 0)
            {
                break;
            }

            int close = template.IndexOf('}', open);
            string name = close < 0 ? "" : template.Substring(open + 1, close - open - 1);
            if (!SyntaxFacts.IsValidIdentifier(name))
            {
                problem = close < 0 ? "it has an opening brace without a closing one" : $"'{{{name}}}' is not the name of a parameter";
                return parts;
            }

            parts.Add(new TemplatePartSpec("", name, null));
            at = close + 1;
        }

        problem = Check(template, parts);
        return parts;
    }

    private static string? Check(string template, List<TemplatePartSpec> parts)
    {
        if (template.Length == 0)
        {
            return "it is empty";
        }

        if (!CSharpLiteral.IsUnicode(template))
        {
            return CommandNames.NotUnicode;
        }

        // Each placeholder takes one character at least.
        int shortest = parts.Sum(part => Math.Max(1, part.Literal.Length));
        if (shortest > LongestCustomId)
        {
            return $"its shortest custom id has {shortest} characters, and Discord accepts {LongestCustomId}";
        }

        for (int i = 1; i < parts.Count; i++)
        {
            if (parts[i].Name.Length > 0 && parts[i - 1].Name.Length > 0)
            {
                return $"nothing is between '{{{parts[i - 1].Name}}}' and '{{{parts[i].Name}}}', "
                    + "so it is not known where the first one ends";
            }
        }

        return parts.Where(part => part.Name.Length > 0).GroupBy(part => part.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? $"it has '{{{twice.Key}}}' twice"
            : null;
    }
}
