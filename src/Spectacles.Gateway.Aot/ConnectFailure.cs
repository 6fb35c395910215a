using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace Spectacles.Gateway;

/// <summary>What an exception of a connection means, in words that lead to the cause.</summary>
internal static class ConnectFailure
{
    /// <summary>Whether an exception means that the connection is gone.</summary>
    public static bool IsBroken(Exception e) =>
        e is WebSocketException or IOException or SocketException or HttpRequestException or OperationCanceledException or ObjectDisposedException;

    public static string Explain(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (Name(cause) is { } name)
            {
                return $"{name} ({failure.GetBaseException().Message.TrimEnd('.')})";
            }
        }

        return failure.GetBaseException().Message;
    }

    private static string? Name(Exception cause) => cause switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
            or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery } =>
            "its name was not found: DNS has no answer",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException =>
            "TLS failed: the certificate is not trusted, has expired by this machine's clock, or the server speaks no TLS",
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused: nothing listens there, or a firewall forbids it",
        SocketException { SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable or SocketError.NetworkDown } => "there is no route to it",
        SocketException { SocketErrorCode: SocketError.TimedOut } => "it does not answer",
        _ => null,
    };
}
