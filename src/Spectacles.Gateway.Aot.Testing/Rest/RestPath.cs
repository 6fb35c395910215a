namespace Spectacles.Gateway.Testing;

/// <summary>The path of a REST call: the segments below <c>/api/vN</c>.</summary>
internal static class RestPath
{
    /// <summary>Splits the path; null when it is not below <c>/api</c>. The version is optional and may be any number.</summary>
    public static string[]? Split(string path)
    {
        string[] segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments is not ["api", ..])
        {
            return null;
        }

        return segments is [_, ['v', .. { Length: > 0 } version], ..] && version.All(char.IsAsciiDigit) ? segments[2..] : segments[1..];
    }

    /// <summary>The path without the token of an interaction or a webhook.</summary>
    public static string Describe(string[] path) => path switch
    {
        ["interactions" or "webhooks", var id, _, .. var rest] => $"/{path[0]}/{id}/.../{string.Join('/', rest)}".TrimEnd('/'),
        _ => "/" + string.Join('/', path),
    };
}
