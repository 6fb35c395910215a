using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Hostile.Tests.Server;

/// <summary>
/// A raw server on loopback for <c>GET /gateway/bot</c> and for web sockets. It follows a scenario until it becomes good, and then
/// Discord's documentation. A second port represents another host, to which nothing may be sent.
/// </summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private const int LargestHead = 16 * 1024;
    private static readonly Lazy<X509Certificate2> Certificate = new(MakeCertificate);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TcpListener stranger = new(IPAddress.Any, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentBag<Task> connections = [];
    private readonly ConcurrentBag<Peer> peers = [];
    private readonly Scenario scenario;
    private readonly Task[] serving;
    private readonly int port;
    private readonly int strangerPort;
    private int dialling;
    private int connects;
    private int apiRequests;
    private int identifies;
    private int resumes;
    private int strangers;
    private int scripts;
    private int apiScripts;
    private long sequence;

    public HostileServer(Scenario scenario)
    {
        this.scenario = scenario;
        listener.Start();
        stranger.Start();
        (port, strangerPort) = (((IPEndPoint)listener.LocalEndpoint).Port, ((IPEndPoint)stranger.LocalEndpoint).Port);
        serving = [ServeAsync(listener, TalkAsync), ServeAsync(stranger, CountStrangerAsync)];
    }

    public CancellationToken Stopped => stop.Token;

    /// <summary>Whether the server now follows the documentation.</summary>
    public bool IsGood { get; private set; }

    /// <summary>Whether a connection is open whose request has not arrived yet.</summary>
    public bool IsDialled => Volatile.Read(ref dialling) > 0;

    public string Api => $"http{(scenario.IsTls ? "s" : "")}://127.0.0.1:{port}/api/v10";

    public ServerCounts Counts =>
        new(connects, apiRequests, identifies, resumes, strangers, peers.Select(peer => peer.Commands).DefaultIfEmpty().Max());

    public static bool IsEnd(Exception e) =>
        e is OperationCanceledException or SocketException or IOException or ObjectDisposedException or AuthenticationException;

    /// <summary>Replaces the placeholders in a text of a scenario with URLs and ports.</summary>
    public string Fill(string text) => text
        .Replace("$URL$", $"ws{(scenario.IsTls ? "s" : "")}://127.0.0.1:{port}", StringComparison.Ordinal)
        .Replace("$PORT$", $"{port}", StringComparison.Ordinal)
        .Replace("$STRANGER$", $"{strangerPort}", StringComparison.Ordinal);

    public long BeginSession()
    {
        Interlocked.Exchange(ref sequence, 1);
        return 1;
    }

    public long NextSequence() => Interlocked.Increment(ref sequence);

    /// <summary>Whether this sequence has been sent.</summary>
    public bool Knows(long sent) => sent <= Interlocked.Read(ref sequence);

    public void Count(bool identifies) => Interlocked.Increment(ref identifies ? ref this.identifies : ref resumes);

    public async Task BecomeGoodAsync()
    {
        IsGood = true;
        foreach (var peer in peers)
        {
            try
            {
                await peer.TellGoodAsync();
            }
            catch (Exception e) when (IsEnd(e))
            {
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        stranger.Stop();
        await Task.WhenAll(serving);
        await Task.WhenAll(connections);
        stop.Dispose();
    }

    private async Task ServeAsync(TcpListener at, Func<TcpClient, Task> talk)
    {
        try
        {
            while (true)
            {
                connections.Add(TalkUntilEndAsync(await at.AcceptTcpClientAsync(stop.Token), talk));
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
        }
    }

    private static async Task TalkUntilEndAsync(TcpClient client, Func<TcpClient, Task> talk)
    {
        try
        {
            using (client)
            {
                await talk(client);
            }
        }
        catch (Exception e) when (IsEnd(e))
        {
        }
    }

    private async Task CountStrangerAsync(TcpClient client)
    {
        byte[] buffer = new byte[1024];
        if (await client.GetStream().ReadAsync(buffer, stop.Token) > 0)
        {
            Interlocked.Increment(ref strangers);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        client.NoDelay = true;
        var (stream, head) = await ReceiveAsync(client);
        var peer = new Peer(this, client, stream, head);
        peers.Add(peer);
        if (head.StartsWith("GET /api/", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref apiRequests);
            var script = Next(scenario.Api, ref apiScripts);
            await peer.RunAsync(script ?? [Steps.AnswerApi(Steps.GatewayBot), Steps.End]);
        }
        else
        {
            Interlocked.Increment(ref connects);
            await peer.RunAsync(Next(scenario.Socket, ref scripts) ?? Steps.Greeting);
        }
    }

    private async Task<(Stream Stream, string Head)> ReceiveAsync(TcpClient client)
    {
        Interlocked.Increment(ref dialling);
        try
        {
            Stream stream = client.GetStream();
            if (scenario.IsTls)
            {
                var secure = new SslStream(stream);
                await secure.AuthenticateAsServerAsync(
                    new SslServerAuthenticationOptions { ServerCertificate = Certificate.Value }, stop.Token);
                stream = secure;
            }

            return (stream, await ReadHeadAsync(stream));
        }
        finally
        {
            Interlocked.Decrement(ref dialling);
        }
    }

    /// <summary>
    /// The script of the next connection. The last one is used for all further connections. Null when the server is good.
    /// </summary>
    private Step[]? Next(Step[][] of, ref int used) =>
        IsGood || of.Length == 0 ? null : of[Math.Min(Interlocked.Increment(ref used), of.Length) - 1];

    private async Task<string> ReadHeadAsync(Stream stream)
    {
        byte[] buffer = new byte[LargestHead];
        int count = 0;
        while (!buffer.AsSpan(0, count).EndsWith("\r\n\r\n"u8))
        {
            int read = await stream.ReadAsync(buffer.AsMemory(count), stop.Token);
            count += read > 0 ? read : throw new IOException("The bot has gone before its request was complete.");
        }

        return Encoding.Latin1.GetString(buffer, 0, count);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=hostile.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
