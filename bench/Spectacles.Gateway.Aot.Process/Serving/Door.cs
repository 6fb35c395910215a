using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>Where clients connect: a port of this machine, with TLS or without.</summary>
internal sealed class Door : IDisposable
{
    // All shards of a large client may connect at the same moment.
    private const int Backlog = 4096;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2? certificate;

    /// <param name="certificateFile">The certificate and its key; null for a server without TLS.</param>
    public Door(string? certificateFile)
    {
        certificate = certificateFile is null ? null : Certificate.Load(certificateFile);
        listener.Start(Backlog);
    }

    public bool IsSecured => certificate is not null;

    /// <summary>The address of its REST API.</summary>
    public string Address => $"{(IsSecured ? "https" : "http")}://{Authority}";

    /// <summary>The address of its gateway.</summary>
    public string GatewayUrl => $"{(IsSecured ? "wss" : "ws")}://{Authority}";

    private string Authority => $"{(IsSecured ? "localhost" : "127.0.0.1")}:{((IPEndPoint)listener.LocalEndpoint).Port}";

    public Task<Socket> AcceptAsync() => listener.AcceptSocketAsync();

    /// <summary>Returns the stream of an accepted connection, after the TLS handshake.</summary>
    public async Task<Stream> OpenAsync(Socket socket)
    {
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (certificate is null)
        {
            return plain;
        }

        var secured = new SslStream(plain);
        await secured.AuthenticateAsServerAsync(certificate);
        return secured;
    }

    public void Dispose()
    {
        listener.Dispose();
        certificate?.Dispose();
    }
}
