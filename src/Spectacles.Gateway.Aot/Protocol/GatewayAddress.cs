using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The address of a gateway connection.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#connecting</remarks>
internal static class GatewayAddress
{
    /// <summary>The version of the gateway that this library speaks, unless another one is asked for.</summary>
    public const int DefaultVersion = 10;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly string[] Discord = ["discord.gg", "discord.com"];
    private static readonly string[] Own = ["v", "encoding", "compress"];

    /// <summary>Takes the address of a web socket, and nothing else.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address is { Scheme: "ws" or "wss" } && TryGetHost(address) is not null;

    /// <summary>Scheme, host and port, for messages and logs. Never user information; a host that Discord did not choose is escaped.</summary>
    public static string NameOf(Uri address)
    {
        if (!address.IsAbsoluteUri)
        {
            return "no absolute address";
        }

        string host = TryGetHost(address) ?? address.Host;
        return PeerText.Escape(string.Create(CultureInfo.InvariantCulture, $"{address.Scheme}://{host}{(address.IsDefaultPort || address.Port < 0 ? string.Empty : $":{address.Port}")}"));
    }

    /// <summary>Why an address that a server supplied is not used, whoever it belongs to; null when nothing is wrong with it.</summary>
    /// <param name="address">The address, made from the text as it came.</param>
    public static string? Fault(Uri address) =>
        !address.IsAbsoluteUri || TryGetHost(address) is null ? "it names no host"
        : address.UserInfo.Length > 0 ? "it holds a user name or a password"
        : address.Fragment.Length > 0 || address.OriginalString.Contains('#', StringComparison.Ordinal) ? "it has a fragment"
        : address.OriginalString.Contains('\\', StringComparison.Ordinal) || !PeerText.IsSafe(address.OriginalString) ? "it holds a character that has no place in an address"
        : !IsWrittenOut(address) ? "its host is a number that stands for another address"
        : IsDiscord(address.IdnHost) && address is not { Scheme: "wss" or "https", Port: 443 } ? "it is not at port 443 of Discord's host, or does without TLS"
        : null;

    /// <summary>Whether a host is one of Discord's.</summary>
    public static bool IsDiscord(string host) => Discord.Any(domain =>
        host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.'));

    /// <summary>An address that a user sets is printed in errors and logs.</summary>
    /// <exception cref="ArgumentException">It holds a user name or a password.</exception>
    public static void ThrowIfUserInformation(Uri? address, string name)
    {
        if (address is { IsAbsoluteUri: true, UserInfo.Length: > 0 })
        {
            throw new ArgumentException("The address must not hold a user name or a password: addresses appear in errors and logs. Give the credentials of a proxy to WebProxy.Credentials.", name);
        }
    }

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
                throw new ArgumentException($"The query parameter '{name}' is reserved: the library sets {string.Join(", ", Own)} itself.");
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

    /// <summary>The host in ASCII; null when it has no such form.</summary>
    private static string? TryGetHost(Uri address)
    {
        try
        {
            return address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a host that is an IP address is written as one: four decimal numbers, or IPv6 that does not embed IPv4. <c>2130706433</c>, <c>0x7f.1</c>, <c>0177.0.0.1</c> and full-width
    /// digits all reach 127.0.0.1, and a name whose last label is a number is an address to some resolvers.
    /// https://url.spec.whatwg.org/#ends-in-a-number-checker
    /// </summary>
    private static bool IsWrittenOut(Uri address)
    {
        if (address.HostNameType == UriHostNameType.IPv6)
        {
            return !address.Host.Contains('.', StringComparison.Ordinal);
        }

        string host = address.IdnHost;
        return !EndsInNumber(host) || (address.HostNameType == UriHostNameType.IPv4 && address.OriginalString.AsSpan(address.Scheme.Length).TrimStart(" :/").StartsWith(host, StringComparison.Ordinal));
    }

    private static bool EndsInNumber(string host)
    {
        var last = host.AsSpan().TrimEnd('.');
        last = last[(last.LastIndexOf('.') + 1)..];
        return last.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? !last[2..].ContainsAnyExcept(HexDigits)
            : !last.ContainsAnyExceptInRange('0', '9');
    }
}
