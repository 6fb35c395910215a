using System.CommandLine;
using System.Globalization;

namespace Spectacles.Gateway.Cli.Arguments;

/// <summary>Options whose value is a duration in seconds.</summary>
internal static class SecondsOption
{
    public static Option<double?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "seconds",
        CustomParser = result =>
        {
            if (result.Tokens.Count == 0)
            {
                return null;
            }

            string text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is > 0 and < 1_000_000)
            {
                return value;
            }

            result.AddError($"{name} must be more than 0 and less than 1000000 seconds, not {text}.");
            return null;
        },
    };
}
