using System.Numerics;
using System.Text.Json;

namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>Discord's names of the intents, such as <c>GUILD_MESSAGES</c>.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#list-of-intents</remarks>
internal static class IntentNames
{
    private static readonly Dictionary<string, GatewayIntents> ByName = Enum.GetValues<GatewayIntents>()
        .Where(static one => BitOperations.IsPow2((long)one))
        .ToDictionary(static one => JsonNamingPolicy.SnakeCaseUpper.ConvertName(one.ToString()));

    public static IReadOnlyList<string> All { get; } = [.. ByName.Keys];

    /// <summary>Returns the intents with these names, which are among <see cref="All"/>.</summary>
    public static GatewayIntents Of(IEnumerable<string> names) =>
        names.Aggregate(GatewayIntents.None, static (sum, name) => sum | ByName[name]);

    /// <summary>Returns the names of intents.</summary>
    public static IEnumerable<string> Of(GatewayIntents intents) => ByName.Where(one => intents.HasFlag(one.Value)).Select(one => one.Key);
}
