using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Spectacles.Gateway.Tests;

/// <summary>A port on loopback whose connections a test serves itself, byte by byte.</summary>
internal sealed class RawGateway : IDisposable
{
    public const string Hello = """{"op":10,"d":{"heartbeat_interval":41250},"s":null,"t":null}""";

    // https://www.rfc-editor.org/rfc/rfc9293#section-3.7.1: the size that every host has to accept.
    private const int SmallestSegment = 536;
    private const int Tcp = 6;
    private const int TcpMaxSegment = 2;

    private readonly TcpListener listener;
    private readonly X509Certificate2? certificate;
    private readonly List<RawPeer> peers = [];

    /// <param name="certificate">The certificate of the server; null for a server without TLS.</param>
    /// <param name="isNarrow">
    /// Whether the network takes little of a client that is not read: some 100 KB instead of megabytes. On loopback, a segment has 64 KB,
    /// and the buffer of the sender grows with it.
    /// </param>
    /// <param name="address">The address; null for 127.0.0.1.</param>
    public RawGateway(X509Certificate2? certificate = null, bool isNarrow = false, IPAddress? address = null)
    {
        this.certificate = certificate;
        listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        if (isNarrow)
        {
            listener.Server.ReceiveBufferSize = 4096;
            listener.Server.SetRawSocketOption(Tcp, TcpMaxSegment, BitConverter.GetBytes(SmallestSegment));
        }

        listener.Start();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public Uri Url => new($"{(certificate is null ? "ws" : "wss")}://{listener.LocalEndpoint}/");

    /// <summary>Accepts a connection, and nothing more.</summary>
    public async Task<RawPeer> AcceptAsync()
    {
        var client = await listener.AcceptTcpClientAsync(Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);
        Stream stream = client.GetStream();
        var peer = new RawPeer(client, certificate is null ? stream : new SslStream(stream));
        peers.Add(peer);
        return peer;
    }

    /// <summary>Accepts a connection, with TLS, up to and including the upgrade.</summary>
    public async Task<RawPeer> OpenAsync()
    {
        var peer = await AcceptAsync();
        if (certificate is not null)
        {
            await peer.EncryptAsync(certificate);
        }

        await peer.UpgradeAsync();
        return peer;
    }

    /// <summary>Accepts a connection, up to and including READY.</summary>
    public async Task<RawPeer> ServeAsync()
    {
        var peer = await OpenAsync();
        await peer.SendTextAsync(Hello);
        while (!(await peer.ReceiveTextAsync()).Contains("\"op\":2", StringComparison.Ordinal))
        {
        }

        await peer.SendTextAsync(
            "{\"op\":0,\"s\":1,\"t\":\"READY\",\"d\":{\"v\":10,\"user\":{\"id\":\"1\"},\"guilds\":[],\"session_id\":\"raw\","
                + $"\"resume_gateway_url\":\"{Url}\",\"application\":{{\"id\":\"1\",\"flags\":0}}}}}}");
        return peer;
    }

    public void Dispose()
    {
        listener.Stop();
        peers.ForEach(peer => peer.Dispose());
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}
