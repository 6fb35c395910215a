using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace PingBot;

/// <summary>The options from the command line and the environment.</summary>
internal sealed record BotOptions(string Token, Uri Api, bool MessageContent, bool Presences, TimeSpan? Time)
{
    public const string Usage = """
        usage: PingBot [--message-content] [--presences] [--seconds N]
          --message-content  also answers `!ping` (a privileged intent: enable it in the developer portal)
          --presences        counts users who come online (a privileged intent)
          --seconds N        stops after N seconds; otherwise on Ctrl+C or SIGTERM
        environment:
          DISCORD_TOKEN      the bot token
          DISCORD_API        the URL of the API; Discord's by default
        """;

    public static bool TryParse(
        string[] args,
        Func<string,
        string?> environment,
        [NotNullWhen(true)] out BotOptions? options,
        [NotNullWhen(false)] out string? problem)
    {
        options = null;
        problem = null;
        bool content = false;
        bool presences = false;
        TimeSpan? time = null;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--message-content":
                    content = true;
                    break;
                case "--presences":
                    presences = true;
                    break;
                case "--seconds" when i + 1 < args.Length
                    && double.TryParse(args[i + 1], CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and <= 1_000_000:
                    time = TimeSpan.FromSeconds(seconds);
                    i++;
                    break;
                case "--seconds":
                    problem = $"error: --seconds must be a number from 0 to 1000000.\n{Usage}";
                    return false;
                default:
                    problem = $"error: unknown argument {args[i]}.\n{Usage}";
                    return false;
            }
        }

        if (environment("DISCORD_TOKEN") is not { Length: > 0 } token)
        {
            problem = $"error: DISCORD_TOKEN is not set.\n{Usage}";
            return false;
        }

        if (
            !Uri.TryCreate(environment("DISCORD_API") ?? "https://discord.com/api/v10", UriKind.Absolute, out var api)
                || api.Scheme is not ("http" or "https"))
        {
            problem = $"error: DISCORD_API is not a valid HTTP URL. Example: https://discord.com/api/v10.\n{Usage}";
            return false;
        }

        options = new BotOptions(token, api, content, presences, time);
        return true;
    }

    public override string ToString() => $"BotOptions {{ Api = {Api} }}";
}
