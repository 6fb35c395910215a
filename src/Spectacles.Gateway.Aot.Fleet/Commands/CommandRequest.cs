using System.Buffers.Binary;

namespace Spectacles.Gateway.Fleet;

/// <summary>A command for a shard, as a worker sends it to the shard's node.</summary>
/// <remarks>
/// Four bytes with the shard's number, the lowest first, one byte that is 1 if the command must fail when the shard is not READY, and the
/// payload. The answer is empty, or says in a sentence why the command was not sent.
/// </remarks>
internal readonly ref struct CommandRequest
{
    /// <summary>The longest wait for the node's answer. A node waits less for a shard that is not READY.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private const int HeadLength = 5;

    private CommandRequest(int shardId, WhenNotReady whenNotReady, ReadOnlySpan<byte> payload)
    {
        ShardId = shardId;
        WhenNotReady = whenNotReady;
        Payload = payload;
    }

    public int ShardId { get; }

    public WhenNotReady WhenNotReady { get; }

    /// <summary>The payload, which may be anything.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    public static byte[] Write(int shardId, WhenNotReady whenNotReady, ReadOnlySpan<byte> payload)
    {
        byte[] request = new byte[HeadLength + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(request, shardId);
        request[sizeof(int)] = whenNotReady == WhenNotReady.Wait ? (byte)0 : (byte)1;
        payload.CopyTo(request.AsSpan(HeadLength));
        return request;
    }

    public static bool TryRead(ReadOnlySpan<byte> request, out CommandRequest read)
    {
        bool isRead = request.Length > HeadLength;
        read = isRead
            ? new CommandRequest(
                BinaryPrimitives.ReadInt32LittleEndian(request),
                request[sizeof(int)] == 0 ? WhenNotReady.Wait : WhenNotReady.Fail,
                request[HeadLength..])
            : default;
        return isRead;
    }
}
