using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The connections that a server of a cluster, or a client, makes to a server. They can be cut and made possible again.</summary>
internal sealed class ServerLink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<int> target = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly HashSet<TcpClient> open = [];
    private readonly Task accepting;
    private volatile TaskCompletionSource passing = new();
    private bool isCut;

    public ServerLink()
    {
        passing.SetResult();
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>The address that the first server connects to.</summary>
    public string Url => $"nats-route://{listener.LocalEndpoint}";

    /// <summary>The address for a client instead of a server.</summary>
    public string ClientUrl => $"nats://{listener.LocalEndpoint}";

    /// <summary>Leads to the port of the other server. Until this is called, connections wait.</summary>
    public void LeadTo(int port) => target.TrySetResult(port);

    /// <summary>Closes all connections, and each new one at once.</summary>
    public void Cut()
    {
        lock (gate)
        {
            isCut = true;
            foreach (var connection in open)
            {
                connection.Close();
            }

            open.Clear();
        }
    }

    /// <summary>
    /// Keeps what is sent to the server, as a network or a suspended process does. What the server sends arrives.
    /// </summary>
    public void Hold() => passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Passes on what was held.</summary>
    public void Release() => passing.TrySetResult();

    /// <summary>Lets connections through again.</summary>
    public void Restore()
    {
        lock (gate)
        {
            isCut = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        listener.Stop();
        target.TrySetCanceled();
        Cut();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(CarryAsync(await listener.AcceptTcpClientAsync()));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task CarryAsync(TcpClient from)
    {
        using var to = new TcpClient { NoDelay = true };
        using (from)
        {
            from.NoDelay = true;
            try
            {
                int port = await target.Task;
                if (!TryKeep(from, to))
                {
                    return;
                }

                await to.ConnectAsync(IPAddress.Loopback, port);
                await Task.WhenAny(PassAsync(from.GetStream(), to.GetStream()), to.GetStream().CopyToAsync(from.GetStream()));
            }
            catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException
                or OperationCanceledException)
            {
                // One of the servers was killed, or the link was cut.
            }
            finally
            {
                lock (gate)
                {
                    open.Remove(from);
                    open.Remove(to);
                }
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        byte[] buffer = new byte[64 << 10];
        int count;
        while ((count = await from.ReadAsync(buffer)) > 0)
        {
            await passing.Task;
            await to.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private bool TryKeep(TcpClient from, TcpClient to)
    {
        lock (gate)
        {
            return !isCut && open.Add(from) && open.Add(to);
        }
    }
}
