using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Spectacles.Gateway;

/// <summary>The HTTP request that turns a connection into a web socket.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc6455#section-4.1</remarks>
internal static class UpgradeRequest
{
    private const int KeyLength = 16;
    private const string Magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Sends the request, and reads the response up to the end of its head.</summary>
    /// <param name="stream">The stream of the connection.</param>
    /// <param name="address">The address.</param>
    /// <param name="userAgent">The value of the header User-Agent; null for no such header.</param>
    /// <exception cref="HttpRequestException">The server does not accept the upgrade.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public static void Send(Stream stream, Uri address, string? userAgent)
    {
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyLength));
        string agent = userAgent is null ? string.Empty : $"User-Agent: {userAgent}\r\n";
        string port = address.IsDefaultPort ? string.Empty : $":{address.Port}";
        stream.Write(Encoding.ASCII.GetBytes(
            $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {HostOf(address)}{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{agent}\r\n"));
        HttpHead answer;
        try
        {
            answer = HttpHead.Read(stream);
        }
        catch (InvalidDataException e)
        {
            throw new HttpRequestException(HttpRequestError.InvalidResponse, e.Message, e);
        }

        if (Refusal(answer, address, key) is { } refusal)
        {
            throw new HttpRequestException(refusal, null, (HttpStatusCode)answer.Status);
        }
    }

    /// <summary>Returns the host of an address as headers contain it, without the port.</summary>
    public static string HostOf(Uri address) =>
        address.HostNameType == UriHostNameType.IPv6 ? $"[{address.DnsSafeHost}]" : address.IdnHost;

    private static string? Refusal(HttpHead answer, Uri address, string key) => answer.Status switch
    {
        (int)HttpStatusCode.SwitchingProtocols => answer switch
        {
            { IsOld: true } => "The server accepted the upgrade with HTTP/1.0, which has none.",
            _ when !answer.Contains("Upgrade", "websocket") => Missing("Upgrade: websocket"),
            _ when !answer.Contains("Connection", "Upgrade") => Missing("Connection: Upgrade"),
            _ when answer.Find("Sec-WebSocket-Accept") != Accept(key) => Missing("the Sec-WebSocket-Accept of the request"),
            _ when answer.Find("Sec-WebSocket-Protocol") is not null => "The server chose a subprotocol, and none was requested.",
            _ when answer.Find("Sec-WebSocket-Extensions") is not null => "The server chose an extension, and none was requested.",
            _ => null,
        },
        var status when Redirect.Is(status) => Redirect.Describe(
            status, Uri.TryCreate(answer.Find("Location"), UriKind.RelativeOrAbsolute, out var location) ? location : null, address),
        _ => $"The server returned status code '{answer.Status}' when status code '101' was expected.",
    };

    private static string Missing(string what) => $"The server accepted the upgrade without {what}.";

#pragma warning disable CA5350 // The web socket protocol requires SHA-1; nothing secret depends on it.
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Magic)));
#pragma warning restore CA5350
}
