using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>A route of Discord's HTTP API, and what it accepts.</summary>
/// <param name="method">The HTTP method.</param>
/// <param name="template">The path below <c>/api/vN</c> with the names of its parameters, such as <c>/channels/{channel_id}</c>.</param>
internal sealed class ApiRoute(string method, string template)
{
    private static readonly string[] MajorParameters = ["{channel_id}", "{guild_id}", "{webhook_id}", "{interaction_id}"];
    private static readonly string[] Tokens = ["{webhook_token}", "{interaction_token}"];

    private readonly string[] parts = template.Split('/', StringSplitOptions.RemoveEmptyEntries);

    public string Method => method;

    public string Template => template;

    /// <summary>
    /// Whether a call needs no Authorization header: the token of an interaction or a webhook is in the path, or it is public.
    /// </summary>
    public bool IsOpen { get; init; }

    /// <summary>The schema of the body; undefined when the route has none.</summary>
    public JsonElement Body { get; init; }

    /// <summary>Whether a call without a body is refused.</summary>
    public bool RequiresBody { get; init; }

    /// <summary>The schemas of the query's parameters, as a JSON object; undefined when there are none.</summary>
    public JsonElement Query { get; init; }

    /// <summary>The number of parts that are not parameters. Of two routes that match, the one with more of them is meant.</summary>
    public int FixedParts => parts.Count(part => !IsParameter(part));

    public bool Matches(string calledMethod, string[] path)
    {
        if (calledMethod != method || path.Length != parts.Length)
        {
            return false;
        }

        for (int index = 0; index < parts.Length; index++)
        {
            if (!IsParameter(parts[index]) && parts[index] != path[index])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value of a parameter in a path that matches.</summary>
    public string ValueOf(string parameter, string[] path)
    {
        int index = Array.FindIndex(parts, part => IsParameter(part) && part.AsSpan(1, part.Length - 2).SequenceEqual(parameter));
        return index >= 0 ? path[index] : throw new ArgumentException($"{template} has no parameter {parameter}.");
    }

    /// <summary>
    /// The value of the parameter that has rate limits of its own: the channel, guild, webhook or interaction at the front, the last two
    /// with their token; empty for none.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/rate-limits#rate-limits</remarks>
    public string MajorValue(string[] path) => parts.Length <= 1 || !MajorParameters.Contains(parts[1])
        ? ""
        : parts.Length > 2 && Tokens.Contains(parts[2])
            ? $"{path[1]}/{path[2]}"
            : path[1];

    private static bool IsParameter(string part) => part.StartsWith('{');
}
