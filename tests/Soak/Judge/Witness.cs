using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Soak.Bot;

namespace Soak.Judge;

/// <summary>Hears from the bot what it has handled, one connection for each of its processes.</summary>
internal sealed class Witness : IDisposable
{
    private readonly Ledger ledger;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int processes;

    public Witness(Ledger ledger)
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
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = HearAsync(client, ++processes);
        }
    }

    private async Task HearAsync(TcpClient client, int process)
    {
        using var open = client;
        byte[] record = new byte[JudgeLink.RecordSize];
        var stream = new BufferedStream(open.GetStream(), 64 * 1024);
        try
        {
            while (await stream.ReadAtLeastAsync(record, record.Length, throwOnEndOfStream: false) == record.Length)
            {
                (int shard, long number) =
                    (BinaryPrimitives.ReadInt32LittleEndian(record), BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(4)));
                if (number == 0)
                {
                    ledger.NoteGap();
                }
                else
                {
                    ledger.Handle(process, shard, number);
                }
            }
        }
        catch (IOException)
        {
            // Killed; whatever it had written before has been read.
        }
    }
}
