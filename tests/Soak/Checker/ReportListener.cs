using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Soak.Bot;

namespace Soak.Checker;

/// <summary>Receives the reports of the bot over one connection for each of its processes.</summary>
internal sealed class ReportListener : IDisposable
{
    private readonly Ledger ledger;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int processes;

    public ReportListener(Ledger ledger)
    {
        this.ledger = ledger;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = ReceiveAsync(client, ++processes);
        }
    }

    private async Task ReceiveAsync(TcpClient client, int process)
    {
        using var open = client;
        byte[] record = new byte[EventReporter.RecordSize];
        var stream = new BufferedStream(open.GetStream(), 64 * 1024);
        try
        {
            while (await stream.ReadAtLeastAsync(record, record.Length, throwOnEndOfStream: false) == record.Length)
            {
                (int shard, long number) =
                    (BinaryPrimitives.ReadInt32LittleEndian(record), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(4)));
                if (number == 0)
                {
                    ledger.AddGap();
                }
                else
                {
                    ledger.RecordHandled(process, shard, number);
                }
            }
        }
        catch (IOException)
        {
            // The process was killed. All complete reports have been read.
        }
    }
}
