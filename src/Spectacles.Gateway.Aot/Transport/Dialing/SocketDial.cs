using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway;

/// <summary>
/// Connects one web socket with blocking operations on its reader thread: the addresses in turn, the proxy's tunnel, TLS, and the upgrade.
/// </summary>
/// <param name="proxy">The proxy; null for the system's.</param>
/// <param name="resolve">Finds the addresses of a name; null for the system's resolver.</param>
internal sealed class SocketDial(IWebProxy? proxy, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource aborting = new();
    private Socket? current;

    /// <summary>The thread that connects, and then reads.</summary>
    public ReaderThread Reader { get; } = new();

    /// <summary>The clock of the writes; null for the system's.</summary>
    public TimeProvider? WriteTime { get; init; }

    /// <summary>The certificates to trust; null for those of the system.</summary>
    public X509ChainPolicy? Trust { get; init; }

    /// <summary>Connects. Called on the reader thread, which it blocks; <see cref="Abort"/> ends it.</summary>
    /// <param name="address">The address, whose scheme is ws or wss.</param>
    /// <param name="userAgent">The value of the header User-Agent; null for no such header.</param>
    /// <returns>The stream of the web socket; null if the proxy needs something that only the runtime's client does.</returns>
    /// <exception cref="HttpRequestException">The server can't be reached, or does not accept the upgrade.</exception>
    /// <exception cref="IOException">The connection was lost.</exception>
    public Stream? Connect(Uri address, string? userAgent)
    {
        var route = ProxyRoute.Find(proxy ?? HttpClient.DefaultProxy, address);
        var socket = route is null ? Open(address) : route.IsSupported ? Tunnel(route, address) : null;
        if (socket is null)
        {
            return null;
        }

        var stream = address.Scheme == "wss" ? Encrypt(socket, address.IdnHost) : (Stream)socket;
        try
        {
            UpgradeRequest.Send(stream, address, userAgent);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        return stream;
    }

    /// <summary>Aborts the attempt, or the connection that it has opened.</summary>
    public void Abort()
    {
        aborting.Cancel();
        lock (gate)
        {
            current?.Dispose();
        }
    }

    /// <summary>Aborts it, and lets its thread end.</summary>
    public void Dispose()
    {
        Abort();
        Reader.Dispose();
    }

    private static HttpRequestException Unreachable(HttpRequestError error, Uri address, Exception cause) =>
        new(error, $"{cause.Message.TrimEnd('.')} ({address.IdnHost}:{address.Port})", cause);

    /// <summary>Opens the tunnel of a proxy.</summary>
    /// <returns>The connection; null if the proxy needs something that only the runtime's client does.</returns>
    private SocketStream? Tunnel(ProxyRoute route, Uri address)
    {
        var socket = OpenTo(route);
        var answer = ProxyRoute.Ask(socket, address, credential: null);
        if (answer.Status == (int)HttpStatusCode.ProxyAuthenticationRequired && route.HasCredentials)
        {
            socket.Dispose();
            if (!ProxyRoute.AsksForBasic(answer) || route.FindCredential() is not { UserName.Length: > 0 } credential)
            {
                return null;
            }

            socket = OpenTo(route);
            answer = ProxyRoute.Ask(socket, address, credential);
        }

        return answer.Status == (int)HttpStatusCode.OK
            ? socket
            : throw new HttpRequestException(
                HttpRequestError.ProxyTunnelError, $"The proxy at {GatewayAddress.NameOf(route.Address)} answered {answer.Status}.");
    }

    private SocketStream OpenTo(ProxyRoute route)
    {
        try
        {
            return Open(route.Address);
        }
        catch (HttpRequestException e)
        {
            throw new HttpRequestException(
                HttpRequestError.ProxyTunnelError, $"the proxy {GatewayAddress.NameOf(route.Address)} can't be reached", e);
        }
    }

    private SocketStream Open(Uri address)
    {
        Exception? failure = null;
        foreach (var one in Resolve(address))
        {
            Socket? socket = null;
            try
            {
                socket = New(one.AddressFamily);
                socket.Connect(one, address.Port);
                return new SocketStream(socket, Reader, WriteTime);
            }
            catch (SocketException e)
            {
                socket?.Dispose();
                failure = e;
            }
        }

        throw Unreachable(HttpRequestError.ConnectionError, address, failure ?? new SocketException((int)SocketError.HostNotFound));
    }

    private IPAddress[] Resolve(Uri address)
    {
        try
        {
            var addresses = (resolve ?? Dns.GetHostAddressesAsync)(address.IdnHost, aborting.Token);
            return addresses.WaitAsync(aborting.Token).GetAwaiter().GetResult();
        }
        catch (SocketException e)
        {
            throw Unreachable(HttpRequestError.NameResolutionError, address, e);
        }
    }

    private Socket New(AddressFamily family)
    {
        lock (gate)
        {
            aborting.Token.ThrowIfCancellationRequested();
            return current = new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        }
    }

    private SslStream Encrypt(SocketStream socket, string host)
    {
        var stream = new SslStream(socket);
        try
        {
            stream.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = host, CertificateChainPolicy = Trust });
            return stream;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            stream.Dispose();
            throw new HttpRequestException(HttpRequestError.SecureConnectionError, "The TLS handshake failed.", e);
        }
    }
}
