using System.Net;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The proxy through which a web socket connects, by an HTTP tunnel.</summary>
/// <param name="proxy">The proxy.</param>
/// <param name="address">The proxy's address.</param>
internal sealed class ProxyRoute(IWebProxy proxy, Uri address)
{
    private const string Basic = "Basic";

    public Uri Address => address;

    /// <summary>Whether the proxy is one for HTTP without TLS. Others, such as SOCKS, are left to the runtime's client.</summary>
    public bool IsSupported => address.Scheme == Uri.UriSchemeHttp;

    /// <summary>Returns the proxy for an address; null to connect directly.</summary>
    public static ProxyRoute? Find(IWebProxy? proxy, Uri target) =>
        GatewayAddress.ProxyFor(proxy, target) is { } address ? new ProxyRoute(proxy!, address) : null;

    /// <summary>Whether the user has given credentials for the proxy, of whatever kind.</summary>
    public bool HasCredentials => proxy.Credentials is not null;

    /// <summary>The user's credential for Basic; null if there is none.</summary>
    public NetworkCredential? FindCredential() => proxy.Credentials?.GetCredential(address, Basic);

    /// <summary>Returns whether Basic is the only way in which the proxy lets a client authenticate.</summary>
    /// <remarks>https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1</remarks>
    public static bool AsksForBasic(HttpHead answer)
    {
        string[] parts = answer.Find("Proxy-Authenticate")?.Split(',', StringSplitOptions.TrimEntries) ?? [];
        return parts.Length > 0
            && (parts[0] == Basic || parts[0].StartsWith($"{Basic} ", StringComparison.OrdinalIgnoreCase))
            && Array.TrueForAll(parts[1..], IsParameter);

        // Everything else may begin another challenge.
        static bool IsParameter(string part) => part.IndexOf('=', StringComparison.Ordinal) is > 0 and var end
            && !part[..end].Contains(' ', StringComparison.Ordinal);
    }

    /// <summary>Requests a tunnel to the target.</summary>
    /// <exception cref="HttpRequestException">The response is not valid, or the connection was lost.</exception>
    public static HttpHead Ask(Stream stream, Uri target, NetworkCredential? credential)
    {
        string host = $"{UpgradeRequest.HostOf(target)}:{target.Port}";
        string authorization = credential is null ? string.Empty : $"Proxy-Authorization: {Basic} {Encode(credential)}\r\n";
        try
        {
            stream.Write(Encoding.ASCII.GetBytes($"CONNECT {host} HTTP/1.1\r\nHost: {host}\r\n{authorization}\r\n"));
            return HttpHead.Read(stream);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new HttpRequestException(HttpRequestError.ProxyTunnelError, $"The proxy did not open a tunnel: {e.Message}", e);
        }
    }

    /// <remarks>https://www.rfc-editor.org/rfc/rfc7617#section-2; a domain is a part of the name, as in the runtime's client.</remarks>
    private static string Encode(NetworkCredential credential)
    {
        string name = credential.Domain.Length == 0 ? credential.UserName : $"{credential.Domain}\\{credential.UserName}";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{credential.Password}"));
    }
}
