using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The address of a gateway connection.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#connecting</remarks>
internal static class GatewayAddress
{
    /// <summary>The default API version.</summary>
    public const int DefaultVersion = 10;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly string[] Discord = ["discord.gg", "discord.com"];
    private static readonly string[] Own = ["v", "encoding", "compress"];

    /// <summary>Parses an absolute web socket address. Returns false for any other text.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address) && address is { Scheme: "ws" or "wss" } && TryGetHost(address) is not null;

    /// <summary>
    /// Returns scheme, host and port, for messages and logs. User information is never included, and a host that Discord did not choose is
    /// escaped.
    /// </summary>
    public static string NameOf(Uri address)
    {
        if (!address.IsAbsoluteUri)
        {
            return "no absolute address";
        }

        string host = TryGetHost(address) ?? address.Host;
        return PeerText.Escape(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{address.Scheme}://{host}{(address.IsDefaultPort || address.Port < 0 ? string.Empty : $":{address.Port}")}"));
    }

    /// <summary>Returns why an address from a server is not used, whoever it belongs to; null if it is valid.</summary>
    /// <param name="address">The address, created from the original text.</param>
    public static string? Fault(Uri address) =>
        !address.IsAbsoluteUri || TryGetHost(address) is null ? "it has no host"
        : address.UserInfo.Length > 0 ? "it contains a user name or a password"
        : address.Fragment.Length > 0 || address.OriginalString.Contains('#', StringComparison.Ordinal) ? "it has a fragment"
        : address.OriginalString.Contains('\\', StringComparison.Ordinal)
            || !PeerText.IsSafe(address.OriginalString) ? "it contains a character that is not allowed in an address"
        : !IsWrittenOut(address) ? "its host is an IP address in an unusual notation"
        : IsDiscord(address.IdnHost)
            && address is not { Scheme: "wss" or "https", Port: 443 } ? "it is on Discord's host without TLS or on a port other than 443"
        : null;

    /// <summary>Returns whether a host is one of Discord's.</summary>
    public static bool IsDiscord(string host)
    {
        foreach (string domain in Discord)
        {
            if (host.EndsWith(domain, StringComparison.OrdinalIgnoreCase)
                && (host.Length == domain.Length || host[^(domain.Length + 1)] == '.'))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Throws if a user's address contains user information, because it is printed in errors and logs.</summary>
    /// <exception cref="ArgumentException">The address contains a user name or a password.</exception>
    public static void ThrowIfUserInformation(Uri? address, string name)
    {
        if (address is { IsAbsoluteUri: true, UserInfo.Length: > 0 })
        {
            throw new ArgumentException("The address must not contain a user name or a password: addresses appear in errors and logs. Give "
                + "the credentials of a proxy to WebProxy.Credentials.", name);
        }
    }

    /// <summary>
    /// Returns the query parameters of every connection, except for the compression. Connections that resume use them too.
    /// </summary>
    /// <param name="version">The API version.</param>
    /// <param name="further">The user's additional parameters, for their own server.</param>
    /// <exception cref="ArgumentException">A user's parameter name is empty, or is reserved for the library.</exception>
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

    /// <summary>Adds the query to an address with or without a trailing slash.</summary>
    /// <param name="url">The address.</param>
    /// <param name="query">The result of <see cref="Query"/>.</param>
    /// <param name="compression">The transport compression; null for none.</param>
    public static Uri WithQuery(Uri url, string query, string? compression) =>
        new UriBuilder(url) { Query = compression is null ? query : $"{query}&compress={Uri.EscapeDataString(compression)}" }.Uri;

    /// <summary>Returns the host in ASCII; null if it has no such form.</summary>
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
    /// Returns whether a host that is an IP address is written in the usual form: four decimal numbers, or IPv6 without embedded IPv4.
    /// <c>2130706433</c>, <c>0x7f.1</c>, <c>0177.0.0.1</c> and full-width digits all reach 127.0.0.1. Some resolvers treat a name whose
    /// last label is a number as an address. https://url.spec.whatwg.org/#ends-in-a-number-checker
    /// </summary>
    private static bool IsWrittenOut(Uri address)
    {
        if (address.HostNameType == UriHostNameType.IPv6)
        {
            return !address.Host.Contains('.', StringComparison.Ordinal);
        }

        string host = address.IdnHost;
        return !EndsInNumber(host)
            || (
                address.HostNameType == UriHostNameType.IPv4
                    && address.OriginalString.AsSpan(address.Scheme.Length).TrimStart(" :/").StartsWith(host, StringComparison.Ordinal));
    }

    private static bool EndsInNumber(string host)
    {
        var last = host.AsSpan().TrimEnd('.');
        last = last[(last.LastIndexOf('.') + 1)..];
        return last.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? !last[2..].ContainsAnyExcept(HexDigits)
            : !last.ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>
    /// Returns the address of the proxy for a target; null to connect directly, also if the user's proxy throws, as the runtime's client
    /// does.
    /// </summary>
    public static Uri? ProxyFor(IWebProxy? proxy, Uri target)
    {
        try
        {
            return proxy is not null && !proxy.IsBypassed(target) ? proxy.GetProxy(target) : null;
        }
#pragma warning disable CA1031 // The user's code may throw any exception.
        catch (Exception)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
