using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soak.Bot;

/// <summary>Reports handled events to the checker. Sent bytes are in the kernel, so a kill does not remove them.</summary>
internal sealed class EventReporter : IDisposable
{
    public const int RecordSize = 12;

    private readonly Lock gate = new();
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] record = new byte[RecordSize];

    public EventReporter(int port)
    {
        socket.Connect(IPAddress.Loopback, port);
        _ = ExitWithCheckerAsync();
    }

    /// <summary>Reports that an event has been handled. Numbers begin at 1.</summary>
    public void ReportHandled(int shard, long number) => Send(shard, number);

    /// <summary>Reports that the library has found a gap or a repetition in the sequences.</summary>
    public void ReportGap(int shard) => Send(shard, 0);

    public void Dispose() => socket.Dispose();

    private void Send(int shard, long number)
    {
        lock (gate)
        {
            BinaryPrimitives.WriteInt32LittleEndian(record, shard);
            BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(4), number);
            for (int sent = 0; sent < RecordSize;)
            {
                sent += socket.Send(record.AsSpan(sent));
            }
        }
    }

    /// <summary>Ends the bot when the checker closes the connection. The checker sends nothing.</summary>
    private async Task ExitWithCheckerAsync()
    {
        await socket.ReceiveAsync(new byte[1]).ContinueWith(static _ => Environment.Exit(4), TaskScheduler.Default);
    }
}
