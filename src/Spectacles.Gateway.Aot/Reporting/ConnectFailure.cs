using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Explains exceptions of connections by their causes.</summary>
internal static class ConnectFailure
{
    /// <summary>Returns whether an exception means that the connection was lost.</summary>
    public static bool IsBroken(Exception e) =>
        e is WebSocketException or IOException or SocketException or HttpRequestException
            or OperationCanceledException or ObjectDisposedException;

    /// <summary>Explains the cause. Text from the peer is escaped, and passwords are removed from addresses.</summary>
    public static string Explain(Exception failure)
    {
        string message = PeerText.Escape(failure.GetBaseException().Message, PeerText.Long);
        return FindName(failure) is { } name ? $"{name} ({message.TrimEnd('.')})" : message;
    }

    /// <summary>
    /// Returns the exception itself if every message in its chain is safe to print and of limited length, or else a copy of the chain with
    /// safe messages. The runtime's messages may contain text from the peer, and the address of a proxy with its password.
    /// </summary>
    public static Exception Printable(Exception failure)
    {
        for (var part = failure; part is not null; part = part.InnerException)
        {
            if (part.Message.Length > PeerText.Long || !PeerText.IsSafe(part.Message))
            {
                return Copy(failure);
            }
        }

        return failure;
    }

    private static Exception Copy(Exception failure)
    {
        string message = PeerText.Escape(failure.Message, PeerText.Long);
        var inner = failure.InnerException is { } cause ? Copy(cause) : null;
        return failure switch
        {
            HttpRequestException e => new HttpRequestException(e.HttpRequestError, message, inner, e.StatusCode),
            WebSocketException e => new WebSocketException(e.WebSocketErrorCode, message, inner),
            JsonException e => new JsonException(message, e.Path, e.LineNumber, e.BytePositionInLine, inner),
            InvalidDataException => new InvalidDataException(message, inner),
            IOException => new IOException(message, inner),
            _ => new IOException($"{failure.GetType().Name}: {message}", inner),
        };
    }

    private static string? FindName(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (Name(cause) is { } name)
            {
                return name;
            }
        }

        return null;
    }

    private static string? Name(Exception cause) => cause switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
            or SocketException
        {
            SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery,
        } =>
            "its name was not found: DNS has no answer",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            "TLS failed: the certificate is not trusted, has expired by this machine's clock, or the server does not use TLS",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, InnerException: HttpRequestException unreachable } =>
            $"{cause.Message}: {FindName(unreachable) ?? "check the network and the proxy's address"}",
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            "the proxy refused the connection: check the proxy's address and its credentials",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } =>
            "the connection was refused: nothing listens at this port, or a firewall blocks it",
        SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown } =>
            "the host or its network is unreachable",
        SocketException { SocketErrorCode: SocketError.TimedOut } => "the connection timed out",
        _ => null,
    };
}
