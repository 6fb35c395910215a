using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Nats.Tests;

/// <summary>The connections that one server of a cluster, or a client, makes to a server. They can be cut and made possible again.</summary>
internal sealed class ServerLink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource<int> target = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly HashSet<TcpClient> open = [];
    private readonly Task accepting;
    private bool isCut;

    public ServerLink()
    {
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
                await Task.WhenAny(from.GetStream().CopyToAsync(to.GetStream()), to.GetStream().CopyToAsync(from.GetStream()));
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

    private bool TryKeep(TcpClient from, TcpClient to)
    {
        lock (gate)
        {
            return !isCut && open.Add(from) && open.Add(to);
        }
    }
}
