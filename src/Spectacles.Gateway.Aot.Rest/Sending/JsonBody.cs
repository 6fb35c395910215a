using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// A body in JSON, written once into a pooled buffer and sent from there, also when the request is repeated. Instances are used again.
/// </summary>
internal sealed class JsonBody : HttpContent, IBufferWriter<byte>
{
    private const int FirstSize = 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Utf8JsonWriter writer = new(Stream.Null);
    private byte[] buffer = [];
    private int senders;

    public JsonBody()
    {
        Headers.ContentType = Json;
    }

    /// <summary>The number of bytes.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes, until the body is cleared.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, Count);

    /// <summary>
    /// Whether the bytes are being sent. HTTP/2 goes on with that after the call has ended if the server answers before it has read them.
    /// </summary>
    public bool IsBeingSent => Volatile.Read(ref senders) > 0;

    /// <summary>Writes a body, and what the client adds to it. The caller clears it when the call has ended.</summary>
    public void Write(IRestBody body, MessageDefaults defaults)
    {
        writer.Reset(this);
        body.WriteTo(writer);
        writer.Flush();
        defaults.AddTo(body, this);
        Headers.ContentLength = Count;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Clear()
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            (buffer, Count) = ([], 0);
        }
    }

    /// <summary>Adds fields to an object at the end of the body.</summary>
    /// <param name="fields">The fields, without braces.</param>
    /// <param name="depth">The number of closing braces from the end of the body to the end of the object: 1 for the body itself.</param>
    public void Insert(ReadOnlySpan<byte> fields, int depth)
    {
        Grow(fields.Length + 1);
        int end = Count - depth;
        bool isFirst = buffer[end - 1] == (byte)'{';
        int start = isFirst ? end : end + 1;
        buffer.AsSpan(end, depth).CopyTo(buffer.AsSpan(start + fields.Length));
        if (!isFirst)
        {
            buffer[end] = (byte)',';
        }

        fields.CopyTo(buffer.AsSpan(start));
        Count = start + fields.Length + depth;
    }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return buffer.AsSpan(Count);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = Count;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref senders);
        try
        {
            await stream.WriteAsync(Bytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref senders);
        }
    }

#pragma warning disable CA2215 // A handler that disposes a request must not end its body, which may be sent again.
    protected override void Dispose(bool disposing)
    {
    }
#pragma warning restore CA2215

    private void Grow(int sizeHint)
    {
        if (buffer.Length - Count >= Math.Max(sizeHint, 1))
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(buffer.Length * 2, Count + sizeHint), FirstSize));
        Bytes.CopyTo(larger);
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        buffer = larger;
    }
}
