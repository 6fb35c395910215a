using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>
/// A read, and each stage of a connection attempt, blocks the thread of a connection. Whatever ends the connection ends it at once, and
/// the thread. Nothing here depends on a clock. What is awaited may continue on that thread, which a test must not block.
/// </summary>
public sealed class ReaderEndTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Attempts()
    {
        var all = new TheoryData<string, string>();
        foreach (string stage in (string[])["connect", "TLS", "upgrade", "CONNECT"])
        {
            foreach (string end in (string[])["abort", "dispose", "cancel"])
            {
                all.Add(stage, end);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Attempts))]
    public async Task Connection_attempt_without_an_answer_ends_at_once(string stage, string end)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || stage != "connect", "reads /proc");
        using var server = new RawGateway();
        using var full = new FullListener();
        using var canceled = new CancellationTokenSource();
        var address = stage switch
        {
            "connect" => full.Url,
            "TLS" => new Uri($"wss://127.0.0.1:{server.Port}"),
            _ => server.Url,
        };
        using var dial = new SocketDial(stage == "CONNECT" ? new WebProxy($"http://127.0.0.1:{server.Port}") : new WebProxy());
        var thread = await ThreadOfAsync(dial);
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, dial);
        var connecting = connection.ConnectAsync(address, canceled.Token).AsTask();
        RawPeer? peer = null;
        if (stage == "connect")
        {
            await LiveGateway.UntilAsync(full.IsDialled);
        }
        else
        {
            peer = await server.AcceptAsync();
            await (stage == "TLS" ? (Task)peer.ReceiveByteAsync() : peer.ReadHeadAsync());
        }

        Assert.False(connecting.IsCompleted);
        await EndAsync(connection, end, canceled);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => connecting.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.True(ConnectFailure.IsBroken(error), error.ToString());
        await (peer?.EndedAsync() ?? Task.CompletedTask);
        connection.Dispose();
        await LiveGateway.UntilAsync(() => !thread.IsAlive);
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("dispose")]
    [InlineData("cancel")]
    public async Task Name_that_no_server_resolves_does_not_hold_the_thread(string end)
    {
        var asked = new TaskCompletionSource();
        using var canceled = new CancellationTokenSource();
        using var dial = new SocketDial(new WebProxy(), (_, _) =>
        {
            asked.SetResult();
            return new TaskCompletionSource<IPAddress[]>().Task;
        });
        var thread = await ThreadOfAsync(dial);
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, dial);
        var connecting = connection.ConnectAsync(new Uri("ws://bot.test"), canceled.Token).AsTask();
        await asked.Task.WaitAsync(LiveGateway.Patience, Cancel);
        await Task.Yield();

        await EndAsync(connection, end, canceled);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => connecting.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.True(ConnectFailure.IsBroken(error), error.ToString());
        connection.Dispose();
        await LiveGateway.UntilAsync(() => !thread.IsAlive);
    }

    [Fact]
    public async Task Attempt_that_was_aborted_before_it_began_resolves_no_name()
    {
        using var dial = new SocketDial(new WebProxy());
        dial.Abort();
        await dial.Reader.Switch();

        Assert.ThrowsAny<OperationCanceledException>(() => dial.Connect(new Uri("ws://nowhere.invalid"), null));
    }

    [Theory]
    [InlineData("abort")]
    [InlineData("dispose")]
    public async Task Blocked_read_ends_at_once(string end)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var server = new RawGateway();
        using var dial = new SocketDial(new WebProxy());
        var thread = await ThreadOfAsync(dial);
        using var connection = new WebSocketConnection(DirectHttp.For(null, null), null, dial);
        var opening = server.OpenAsync();
        await connection.ConnectAsync(server.Url, Cancel);
        var peer = await opening;
        await Task.Yield();
        var reading = connection.ReceiveAsync(new byte[100], CancellationToken.None).AsTask();
        await thread.BlockedAsync();
        Assert.False(reading.IsCompleted);

        await EndAsync(connection, end, null);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.True(ConnectFailure.IsBroken(error), error.ToString());
        await peer.EndedAsync();
        connection.Dispose();
        await LiveGateway.UntilAsync(() => !thread.IsAlive);
    }

    /// <summary>TLS of a certificate that only this test trusts, over the stream of a connection.</summary>
    [Fact]
    public async Task Blocked_read_over_TLS_ends_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        using var certificate = MakeCertificate();
        using var server = new RawGateway(certificate);
        using var reader = new ReaderThread();
        var accepting = server.AcceptAsync();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, server.Port);
        var peer = await accepting;
        var encrypting = peer.EncryptAsync(certificate);
        await using var stream = new SslStream(
            new SocketStream(socket, reader), false, (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString());
        await reader.Switch();
        var thread = new WatchedThread();
        stream.AuthenticateAsClient("raw.test");
        await Task.Yield();
        await encrypting;
        byte[] buffer = new byte[100];
        var reading = stream.ReadAsync(buffer, CancellationToken.None).AsTask();
        await peer.SendAsync("first"u8.ToArray());
        Assert.Equal(5, await reading.WaitAsync(LiveGateway.Patience, Cancel));
        await Task.Yield();
        reading = stream.ReadAsync(buffer, CancellationToken.None).AsTask();
        await thread.BlockedAsync();
        Assert.False(reading.IsCompleted);

        socket.Dispose();

        var error = await Assert.ThrowsAnyAsync<Exception>(() => reading.WaitAsync(LiveGateway.Patience, Cancel));
        Assert.True(ConnectFailure.IsBroken(error), error.ToString());
        reader.Dispose();
        await LiveGateway.UntilAsync(() => !thread.IsAlive);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("kill")]
    [InlineData("dispose")]
    public async Task Cluster_that_ends_while_a_shard_reads_does_so_at_once(string end)
    {
        await using var live = new LiveGateway();
        Thread? thread = null;

        // A clock that stands still: no deadline helps.
        var cluster = await live.MakeAsync(
            null,
            new ClusterOptions { MaxReaderThreads = 1, TimeProvider = new FakeTimeProvider() },
            new Handler("X", (in _, _, _) =>
            {
                thread = Thread.CurrentThread;
                return default;
            }));
        await cluster.SpawnAsync(Cancel);
        await cluster.WaitForReadyAsync(Cancel).WaitAsync(LiveGateway.Patience, Cancel);
        live.Gateway.DispatchToAll("X", "{}");
        await LiveGateway.UntilAsync(() => thread is not null);
        Assert.Equal("Gateway reader", thread!.Name);

        var ending = end switch
        {
            "stop" => cluster.StopAsync(),
            "kill" => cluster.KillAsync(cancellationToken: Cancel),
            _ => cluster.DisposeAsync().AsTask(),
        };

        await ending.WaitAsync(LiveGateway.Patience, Cancel);
        await LiveGateway.UntilAsync(() => !thread.IsAlive);
    }

    private static async Task<WatchedThread> ThreadOfAsync(SocketDial dial)
    {
        await dial.Reader.Switch();
        var thread = new WatchedThread();
        await Task.Yield();
        return thread;
    }

    private static async Task EndAsync(WebSocketConnection connection, string end, CancellationTokenSource? canceled)
    {
        switch (end)
        {
            case "abort":
                connection.Abort();
                break;
            case "dispose":
                connection.Dispose();
                break;
            default:
                await canceled!.CancelAsync();
                break;
        }
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new CertificateRequest("CN=raw.test", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
