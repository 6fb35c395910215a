using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Spectacles.Gateway.Cli.Arguments;

/// <summary>Options whose value is a whole number within limits.</summary>
internal static class NumberOption
{
    public static Option<int> Create(string name, string description, int otherwise, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => ReadNumber(result, name, least, most) ?? otherwise,
    };

    /// <summary>An option that has no default.</summary>
    public static Option<int?> Create(string name, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => ReadNumber(result, name, least, most),
    };

    private static int? ReadNumber(ArgumentResult result, string name, int least, int most)
    {
        if (result.Tokens.Count == 0)
        {
            return null;
        }

        string text = result.Tokens[0].Value;
        if (
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
                && value >= least && value <= most)
        {
            return value;
        }

        result.AddError($"{name} must be between {least} and {most}, not {text}.");
        return null;
    }
}
