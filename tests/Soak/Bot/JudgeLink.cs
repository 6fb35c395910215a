using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Soak.Bot;

/// <summary>Tells the judge what has been handled. What was sent is the kernel's: no kill takes it back.</summary>
internal sealed class JudgeLink : IDisposable
{
    public const int RecordSize = 12;

    private readonly Lock gate = new();
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] record = new byte[RecordSize];

    public JudgeLink(int port)
    {
        socket.Connect(IPAddress.Loopback, port);
        _ = EndWithJudgeAsync();
    }

    /// <summary>An event has been handled. Numbers begin at 1.</summary>
    public void Handled(int shard, long number) => Send(shard, number);

    /// <summary>The library has reported that sequences do not follow one another.</summary>
    public void Misnumbered(int shard) => Send(shard, 0);

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

    /// <summary>The judge says nothing; when it is gone, so is the bot.</summary>
    private async Task EndWithJudgeAsync()
    {
        await socket.ReceiveAsync(new byte[1]).ContinueWith(static _ => Environment.Exit(4), TaskScheduler.Default);
    }
}
