using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Spectacles.Gateway.Tests;

/// <summary>A listener that accepts nothing and whose queue is full: it does not answer an attempt to connect.</summary>
internal sealed class FullListener : IDisposable
{
    private readonly Socket listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> queued = [];

    public FullListener()
    {
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);

        // The queue has room for one more than asked for.
        while (queued is [] || queued[^1].Connected)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            queued.Add(socket);
            try
            {
                socket.Connect(IPAddress.Loopback, Port);
            }
            catch (SocketException)
            {
                socket.Poll(TimeSpan.FromMilliseconds(100), SelectMode.SelectWrite);
            }
        }
    }

    public Uri Url => new($"ws://127.0.0.1:{Port}");

    private int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>Whether another attempt waits for an answer, besides the one that filled the queue.</summary>
    public bool IsDialled()
    {
        const string SynSent = "02";
        string remote = "0100007F:" + Port.ToString("X4", CultureInfo.InvariantCulture);
        return File.ReadLines("/proc/net/tcp").Count(line =>
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var far, SynSent, ..] && far == remote) > 1;
    }

    public void Dispose()
    {
        queued.ForEach(socket => socket.Dispose());
        listener.Dispose();
    }
}
