using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Spectacles.Gateway.Protocol;

/// <summary>The address of a gateway connection.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#connecting</remarks>
internal static class GatewayAddress
{
    /// <summary>The version of the gateway that this library speaks, unless another one is asked for.</summary>
    public const int DefaultVersion = 10;

    private static readonly string[] Own = ["v", "encoding", "compress"];

    /// <summary>Takes the address of a web socket, and nothing else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && (address.Scheme is "ws" or "wss");

    /// <summary>What every connection asks for but the compression, the first and each that resumes.</summary>
    /// <param name="version">The version of the gateway.</param>
    /// <param name="further">What the user adds for a server of their own.</param>
    /// <exception cref="ArgumentException">The user's names are empty, or the library's own.</exception>
    public static string Query(int version, IEnumerable<KeyValuePair<string, string>> further)
    {
        var query = new StringBuilder().Append(CultureInfo.InvariantCulture, $"v={version}&encoding=json");
        foreach ((string name, string value) in further)
        {
            if (string.IsNullOrEmpty(name) || Own.Contains(name))
            {
                throw new ArgumentException($"The query parameter '{name}' is not yours to set: {string.Join(", ", Own)} are what the shard understands.");
            }

            query.Append(CultureInfo.InvariantCulture, $"&{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
        }

        return query.ToString();
    }

    /// <summary>Adds the query to an address that may or may not end in a slash.</summary>
    /// <param name="url">The address.</param>
    /// <param name="query">What <see cref="Query"/> gave.</param>
    /// <param name="compression">The transport compression; null for none.</param>
    public static Uri WithQuery(Uri url, string query, string? compression) =>
        new UriBuilder(url) { Query = compression is null ? query : $"{query}&compress={Uri.EscapeDataString(compression)}" }.Uri;
}
