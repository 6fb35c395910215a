using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>
/// A cluster that reads over TLS on a reader thread. Only this test trusts the certificate. Unless a test advances the clock of the
/// cluster, it stands still, so no time limit can end a wait.
/// </summary>
public sealed class TlsReaderTests : IAsyncDisposable
{
    private const int CloseFrame = 8;
    private readonly X509Certificate2 certificate = MakeCertificate();
    private readonly LiveGateway live = new();
    private readonly RawGateway raw;
    private readonly FakeTimeProvider time = new();
    private readonly List<WatchedThread> threads = [];
    private Cluster cluster = null!;

    public TlsReaderTests() => raw = new RawGateway(certificate);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync(time);
        raw.Dispose();
        certificate.Dispose();
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("kill")]
    [InlineData("dispose")]
    public async Task Cluster_that_ends_while_a_shard_reads_over_TLS_does_so_at_once(string end)
    {
        var peer = await ServeAsync();
        await threads[0].BlockedAsync();
        var answering = AnswerCloseAsync(peer);

        var ending = end switch
        {
            "stop" => cluster.StopAsync(),
            "kill" => cluster.KillAsync(cancellationToken: Cancel),
            _ => cluster.DisposeAsync().AsTask(),
        };

        await ending.WaitAsync(LiveGateway.Patience, Cancel);
        await answering;
        await LiveGateway.UntilAsync(() => !threads[0].IsAlive);
    }

    [Fact]
    public async Task Stop_ends_a_read_over_TLS_of_a_gateway_that_does_not_answer_the_close()
    {
        var peer = await ServeAsync();
        await threads[0].BlockedAsync();
        var stopping = cluster.StopAsync();

        await LiveGateway.UntilAsync(() => stopping.IsCompleted, time);

        await stopping;
        await peer.EndedAsync();
        await LiveGateway.UntilAsync(() => !threads[0].IsAlive);
    }

    /// <summary>A record has 100 bytes, of which 10 arrive.</summary>
    [Theory]
    [InlineData("end within a record")]
    [InlineData("reset within a record")]
    [InlineData("end without a notification")]
    [InlineData("reset")]
    public async Task Connection_that_is_cut_below_TLS_is_opened_again_and_its_session_resumed(string cut)
    {
        var peer = await ServeAsync();
        await threads[0].BlockedAsync();
        if (cut.EndsWith("record", StringComparison.Ordinal))
        {
            await peer.SendBelowTlsAsync((byte[])[0x17, 3, 3, 0, 100, .. new byte[10]]);
        }

        if (cut.StartsWith("reset", StringComparison.Ordinal))
        {
            peer.Reset();
        }
        else
        {
            peer.Shutdown();
        }

        var opening = raw.OpenAsync();
        await LiveGateway.UntilAsync(() => opening.IsCompleted, time);
        var second = await opening;
        await second.SendTextAsync(RawGateway.Hello);
        string resume = await second.ReceiveTextAsync();
        Assert.Contains("\"op\":6", resume, StringComparison.Ordinal);
        Assert.Contains("\"seq\":2", resume, StringComparison.Ordinal);
        await second.SendTextAsync("""{"op":0,"s":3,"t":"RESUMED","d":{}}""");
        await CallAsync(second, 4);

        Assert.Equal(1, cluster.Shards[0].Resumes);
        await LiveGateway.UntilAsync(() => !threads[0].IsAlive);
        Assert.True(threads[1].IsAlive);
    }

    /// <summary>Serves one shard until an event was handled on its reader thread.</summary>
    private async Task<RawPeer> ServeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        await live.MakeAsync();
        live.GatewayOptions = new GatewayOptions { Url = raw.Url };
        cluster = live.Add(
            new ClusterOptions { TimeProvider = time, ConnectionFactory = NewConnection },
            new Handler("X", (in _, _, _) =>
            {
                Assert.Equal("Gateway reader", Thread.CurrentThread.Name);
                lock (threads)
                {
                    threads.Add(new WatchedThread());
                }

                return default;
            }));
        await cluster.SpawnAsync(Cancel);
        var peer = await raw.ServeAsync();
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        await CallAsync(peer, 2);
        return peer;
    }

    private async Task CallAsync(RawPeer peer, int sequence)
    {
        int before = Count();
        await peer.SendTextAsync($$$"""{"op":0,"s":{{{sequence}}},"t":"X","d":{}}""");
        await LiveGateway.UntilAsync(() => Count() > before);
    }

    private int Count()
    {
        lock (threads)
        {
            return threads.Count;
        }
    }

    /// <summary>Answers the close, if there is one, and ends the connection.</summary>
    private static async Task AnswerCloseAsync(RawPeer peer)
    {
        try
        {
            byte[]? reason = null;
            while (reason is null)
            {
                var (opcode, payload) = await peer.ReceiveAsync();
                reason = opcode == CloseFrame ? payload : null;
            }

            await peer.SendAsync(RawPeer.Frame(CloseFrame, reason));
            peer.Shutdown();
        }
        catch (IOException)
        {
            // Ended without a close.
        }

        await peer.EndedAsync();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=raw.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    private WebSocketConnection NewConnection() => new(DirectHttp.For(null, null), null, new SocketDial(new WebProxy())
    {
        Trust = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { certificate },
            RevocationMode = X509RevocationMode.NoCheck,
        },
    });
}
