using System.Globalization;

namespace Soak.Bot;

/// <summary>The arguments of the bot's process.</summary>
internal sealed record BotOptions(Uri Api, string Token, int ReportPort, int Shards, string SessionDirectory, SabotageKind Sabotage)
{
    public string[] ToArguments() =>
    [
        Api.ToString(),
        Token,
        ReportPort.ToString(CultureInfo.InvariantCulture),
        Shards.ToString(CultureInfo.InvariantCulture),
        SessionDirectory,
        Sabotage.ToString(),
    ];

    public static BotOptions Parse(string[] arguments) => new(
        new Uri(arguments[0]),
        arguments[1],
        int.Parse(arguments[2], CultureInfo.InvariantCulture),
        int.Parse(arguments[3], CultureInfo.InvariantCulture),
        arguments[4],
        Enum.Parse<SabotageKind>(arguments[5]));
}
