using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Spectacles.Gateway.Generators;

namespace Spectacles.Gateway.Interactions;

/// <summary>What the arguments of a program ask for.</summary>
/// <param name="Deploys">Whether the commands are registered, and not only compared.</param>
/// <param name="GuildId">The guild for which they are registered; null for all.</param>
/// <param name="AllowsDelete">Whether commands are deleted that no module has.</param>
internal sealed record CommandArguments(bool Deploys, Snowflake? GuildId, bool AllowsDelete)
{
    private const string Deploy = "--deploy-commands";
    private const string Diff = "--diff-commands";
    private const string Guild = "--guild";
    private const string Delete = "--allow-delete";

    /// <summary>Two letters that changed places.</summary>
    private const int LargestMistake = 2;

    private static readonly string[] Families = ["--deploy", "--diff"];

    /// <summary>For whom the commands are registered.</summary>
    public string Place => GuildId is { } id ? $"guild {id}" : "all guilds and direct messages";

    /// <summary>
    /// Reads the arguments. An argument that was probably meant to be one of these is a mistake: a bot that started in its place would
    /// let a deployment wait.
    /// </summary>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="asked">What they ask for; null if nothing.</param>
    /// <param name="mistake">What is wrong with them; null if nothing.</param>
    /// <returns>Whether they are right.</returns>
    public static bool TryRead(IReadOnlyList<string> arguments, out CommandArguments? asked, [NotNullWhen(false)] out string? mistake)
    {
        asked = null;
        bool deploys = arguments.Contains(Deploy);
        bool compares = arguments.Contains(Diff);
        mistake = deploys && compares ? $"{Deploy} and {Diff} exclude each other."
            : FindUnknown(arguments, deploys || compares ? [Deploy, Diff, Guild, Delete] : [Deploy, Diff]);
        if (mistake is not null)
        {
            return false;
        }

        if (deploys || compares)
        {
            if (!TryReadGuild(arguments, out var guild))
            {
                mistake = $"{Guild} must be followed by the id of a guild.";
                return false;
            }

            asked = new CommandArguments(deploys, guild, arguments.Contains(Delete));
        }

        return true;
    }

    private static string? FindUnknown(IReadOnlyList<string> arguments, string[] known)
    {
        foreach (string argument in arguments)
        {
            string name = argument.Split('=')[0];
            if (!name.StartsWith('-') || known.Contains(name))
            {
                continue;
            }

            if (NearestName.Find(name, known, LargestMistake) is { } nearest)
            {
                return $"{name} is not an argument. Did you mean {nearest}?";
            }

            if (Families.Any(family => name == family || name.StartsWith($"{family}-", StringComparison.Ordinal)))
            {
                return $"{name} is not an argument. The arguments are {Deploy}, {Diff}, {Guild} ID and {Delete}.";
            }
        }

        return null;
    }

    private static bool TryReadGuild(IReadOnlyList<string> arguments, out Snowflake? guild)
    {
        guild = null;
        for (int i = 0; i < arguments.Count; i++)
        {
            string? value = arguments[i] == Guild ? arguments.ElementAtOrDefault(i + 1) ?? ""
                : arguments[i].StartsWith($"{Guild}=", StringComparison.Ordinal) ? arguments[i][(Guild.Length + 1)..]
                : null;
            if (value is not null)
            {
                bool isId = Snowflake.TryParse(value, CultureInfo.InvariantCulture, out var id);
                guild = id;
                return isId;
            }
        }

        return true;
    }
}
