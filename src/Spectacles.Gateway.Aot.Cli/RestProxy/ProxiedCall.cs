using System.Globalization;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary>What the rate limits have to know about a request.</summary>
/// <param name="Route">The route, whose template is made from the path: each id becomes <c>{id}</c>.</param>
/// <param name="Major">The id of the channel, guild or webhook at the front of the path; 0 for none.</param>
/// <param name="Token">The token of the webhook or interaction; null for none.</param>
/// <remarks>https://discord.com/developers/docs/topics/rate-limits#rate-limits</remarks>
internal readonly record struct ProxiedCall(RestRoute Route, ulong Major, string? Token)
{
    private const int LongestName = 40;

    /// <summary>"interaction:" in Base64, with which the tokens of interactions begin.</summary>
    private const string InteractionToken = "aW50ZXJhY3Rpb246";

    /// <summary>Reads a path such as <c>/api/v10/channels/1/messages</c>; null if it is not one of the API.</summary>
    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path without the query, as it was sent.</param>
    /// <param name="isAuthorized">Whether the request has an Authorization header.</param>
    /// <param name="isApplication">Whether an id is that of a bot's application. The webhooks of interactions have it.</param>
    public static ProxiedCall? Read(string method, string path, bool isAuthorized, Func<ulong, bool> isApplication)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int start = parts is ["api", ['v', ..], ..] ? 2 : 1;
        if (parts is not ["api", ..] || parts.Length <= start)
        {
            return null;
        }

        string[] names = parts[start..];
        bool hasMajor = names[0] is "channels" or "guilds" or "webhooks" or "interactions";
        ulong major = hasMajor && names.Length > 1 && ReadId(names[1]) is { } id ? id : 0;
        bool hasToken = major != 0 && names is ["webhooks" or "interactions", _, _, ..];
        string? token = hasToken ? names[2] : null;
        var traits = isAuthorized ? RestTraits.None : RestTraits.Unauthorized;
        if (token is not null
            && (names[0] == "interactions" || token.StartsWith(InteractionToken, StringComparison.Ordinal) || isApplication(major)))
        {
            traits |= RestTraits.Interaction;
        }

        for (int part = names.Length - 1; part > 0; part--)
        {
            names[part] = hasToken && part == 2 ? "{token}" : NameOf(names[part], names[part - 1]);
        }

        return new ProxiedCall(new RestRoute(HttpMethod.Parse(method), $"/{string.Join('/', names)}", traits), major, token);
    }

    private static string NameOf(string part, string before) => before switch
    {
        "reactions" or "invites" or "templates" => "{code}",
        _ when ReadId(part) is not null => "{id}",
        _ => part.Length > LongestName ? "{text}" : part,
    };

    private static ulong? ReadId(string part) =>
        ulong.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id) ? id : null;
}
