using System.Buffers.Binary;
using System.Text;

namespace Spectacles.Gateway.Fleet;

/// <summary>A command for a shard, as a worker sends it to the shard's node.</summary>
/// <remarks>
/// Four bytes with the shard's number, the lowest first, one byte that is 1 if the command must fail when the shard is not READY, one byte
/// with the length of the asker, the asker, one byte with the length of the nonce, the nonce, and the payload. The answer is empty, or says
/// in a sentence why the command was not sent.
/// </remarks>
internal readonly ref struct CommandRequest
{
    /// <summary>The longest wait for the node's answer. A node waits less for a shard that is not READY.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private const int HeadLength = 5;

    public int ShardId { get; private init; }

    public WhenNotReady WhenNotReady { get; private init; }

    /// <summary>The worker that waits for what Discord answers; empty for none. It may be anything.</summary>
    public ReadOnlySpan<byte> Asker { get; private init; }

    /// <summary>The nonce of what Discord answers; empty without an asker.</summary>
    public ReadOnlySpan<byte> Nonce { get; private init; }

    /// <summary>The payload, which may be anything.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Writes a request.</summary>
    /// <param name="shardId">The shard.</param>
    /// <param name="whenNotReady">What happens while the shard is not READY.</param>
    /// <param name="payload">The payload.</param>
    /// <param name="asker">The worker that waits for what Discord answers; empty for none.</param>
    /// <param name="nonce">The nonce of the answers, of up to 32 bytes.</param>
    public static byte[] Write(
        int shardId, WhenNotReady whenNotReady, ReadOnlySpan<byte> payload, string asker = "", string nonce = "")
    {
        byte[] askerBytes = Encoding.UTF8.GetBytes(asker);
        byte[] nonceBytes = Encoding.UTF8.GetBytes(nonce);
        byte[] head = new byte[HeadLength];
        BinaryPrimitives.WriteInt32LittleEndian(head, shardId);
        head[sizeof(int)] = whenNotReady == WhenNotReady.Wait ? (byte)0 : (byte)1;
        return [.. head, checked((byte)askerBytes.Length), .. askerBytes, checked((byte)nonceBytes.Length), .. nonceBytes, .. payload];
    }

    public static bool TryRead(ReadOnlySpan<byte> request, out CommandRequest read)
    {
        read = default;
        if (request.Length <= HeadLength)
        {
            return false;
        }

        var rest = request[HeadLength..];
        if (!TryTake(ref rest, out var asker) || !TryTake(ref rest, out var nonce) || rest.Length == 0)
        {
            return false;
        }

        read = new CommandRequest
        {
            ShardId = BinaryPrimitives.ReadInt32LittleEndian(request),
            WhenNotReady = request[sizeof(int)] == 0 ? WhenNotReady.Wait : WhenNotReady.Fail,
            Asker = asker,
            Nonce = nonce,
            Payload = rest,
        };
        return true;
    }

    /// <summary>Takes a text from the front, with its length before it.</summary>
    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (rest.Length == 0 || rest.Length - 1 < rest[0])
        {
            return false;
        }

        text = rest.Slice(1, rest[0]);
        rest = rest[(text.Length + 1)..];
        return true;
    }
}
