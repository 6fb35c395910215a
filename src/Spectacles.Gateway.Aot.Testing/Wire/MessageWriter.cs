using System.IO.Compression;
using System.Net.WebSockets;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Spectacles.Gateway.Testing;

/// <summary>Compresses gateway messages and writes them to one web socket. Only one write may run at a time.</summary>
internal sealed class MessageWriter : IDisposable
{
    // Below this size zlib makes a message larger. Discord sends small messages as text with payload compression, too.
    private const int SmallestCompressedPayload = 256;

    // 256 KB, as in Discord's frames.
    private const int ZstdWindowLog = 18;

    private readonly WebSocket socket;
    private readonly MemoryStream output = new();
    private readonly FormWriter forms;
    private readonly Stream? stream;
    private volatile Compression compression;
    private int nextDamage;

    /// <param name="socket">The web socket.</param>
    /// <param name="compression">The compression that the client's URL requested.</param>
    /// <param name="seed">The seed of the unusual forms.</param>
    public MessageWriter(WebSocket socket, Compression compression, int seed)
    {
        this.socket = socket;
        forms = new FormWriter(seed);
        this.compression = compression;
        stream = compression switch
        {
            Compression.ZlibStream => new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true),
            Compression.ZstdStream => NewZstd(output),
            _ => null,
        };
    }

    public Compression Compression => compression;

    /// <summary>
    /// Compresses each large message separately from now on. With transport compression this has no effect, as on Discord.
    /// </summary>
    public void CompressPayloads()
    {
        if (compression == Compression.None)
        {
            compression = Compression.Payload;
        }
    }

    /// <summary>Damages the next message.</summary>
    public void DamageNext(MessageDamage damage) => Volatile.Write(ref nextDamage, (int)damage);

    public async ValueTask WriteAsync(
        ReadOnlyMemory<byte> message, UnusualForms unusual, FrameSizes sizes, CancellationToken cancellationToken)
    {
        if (unusual != UnusualForms.None)
        {
            message = forms.Write(message, unusual);
        }

        var damage = (MessageDamage)Interlocked.Exchange(ref nextDamage, (int)MessageDamage.None);
        if (damage == MessageDamage.Truncated)
        {
            message = message[..(message.Length / 2)];
        }

        if (damage == MessageDamage.Corrupt && stream is null)
        {
            message = Corrupt(message.ToArray());
        }

        if (stream is not null)
        {
            output.SetLength(0);
            stream.Write(message.Span);
            stream.Flush();
            if (damage == MessageDamage.Corrupt)
            {
                Corrupt(output.GetBuffer());
            }

            await SendPiecesAsync(
                Written(),
                compression == Compression.ZlibStream ? sizes.BytesPerMessage : 0,
                sizes.BytesPerFrame,
                WebSocketMessageType.Binary,
                cancellationToken);
        }
        else if (compression == Compression.Payload && message.Length >= SmallestCompressedPayload)
        {
            output.SetLength(0);
            using (var document = new ZLibStream(output, CompressionLevel.Fastest, leaveOpen: true))
            {
                document.Write(message.Span);
            }

            await SendPiecesAsync(Written(), 0, sizes.BytesPerFrame, WebSocketMessageType.Binary, cancellationToken);
        }
        else
        {
            await SendPiecesAsync(message, 0, sizes.BytesPerFrame, WebSocketMessageType.Text, cancellationToken);
        }
    }

    /// <summary>Writes bytes unchanged, without compression.</summary>
    public ValueTask WriteRawAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, CancellationToken cancellationToken) =>
        socket.SendAsync(bytes, type, endOfMessage: true, cancellationToken);

    public void Dispose()
    {
        stream?.Dispose();
        output.Dispose();
    }

    /// <summary>
    /// Writes an invalid block type into the first bits of a message with zlib-stream or zstd-stream (RFC 1951, section 3.2.3;
    /// RFC 8878, section 3.1.1.2). Neither a stream nor JSON starts with this byte either.
    /// </summary>
    private static byte[] Corrupt(byte[] bytes)
    {
        bytes[0] = 0x07;
        return bytes;
    }

    private static CompressionStream NewZstd(Stream output)
    {
        var stream = new CompressionStream(output, level: 1, leaveOpen: true);
        stream.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, ZstdWindowLog);
        return stream;
    }

    private ReadOnlyMemory<byte> Written() => output.GetBuffer().AsMemory(0, (int)output.Length);

    private async ValueTask SendPiecesAsync(
        ReadOnlyMemory<byte> bytes,
        int perMessage,
        int perFrame,
        WebSocketMessageType type,
        CancellationToken cancellationToken)
    {
        int messageSize = perMessage > 0 ? perMessage : bytes.Length;
        for (; bytes.Length > messageSize; bytes = bytes[messageSize..])
        {
            await SendFramesAsync(bytes[..messageSize], perFrame, type, cancellationToken);
        }

        await SendFramesAsync(bytes, perFrame, type, cancellationToken);
    }

    private async ValueTask SendFramesAsync(
        ReadOnlyMemory<byte> bytes,
        int perFrame,
        WebSocketMessageType type,
        CancellationToken cancellationToken)
    {
        int frameSize = perFrame > 0 ? perFrame : bytes.Length;
        for (; bytes.Length > frameSize; bytes = bytes[frameSize..])
        {
            await socket.SendAsync(bytes[..frameSize], type, endOfMessage: false, cancellationToken);
        }

        await socket.SendAsync(bytes, type, endOfMessage: true, cancellationToken);
    }
}
