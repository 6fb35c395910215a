using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Spectacles.Gateway.Rest;

/// <summary>A body in JSON, written once into a pooled buffer and sent from there, also when the request is repeated.</summary>
internal sealed class JsonBody : HttpContent, IBufferWriter<byte>
{
    private const int FirstSize = 1024;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    [ThreadStatic]
    private static Utf8JsonWriter? cachedWriter;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstSize);

    private JsonBody()
    {
        Headers.ContentType = Json;
    }

    /// <summary>The number of bytes.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes, until the body is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, Count);

    /// <summary>Writes a body, and what the client adds to it. The caller disposes it when the call has ended.</summary>
    public static JsonBody Write(IRestBody body, MessageDefaults defaults)
    {
        var written = new JsonBody();
        var writer = cachedWriter ?? new Utf8JsonWriter(written);
        cachedWriter = null;
        try
        {
            writer.Reset(written);
            body.WriteTo(writer);
            writer.Flush();
            writer.Reset(Stream.Null);
            cachedWriter = writer;
            defaults.AddTo(body, written);
            return written;
        }
        catch
        {
            written.Dispose();
            throw;
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

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        stream.WriteAsync(Bytes, cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref buffer, []) is { Length: > 0 } rented)
        {
            Count = 0;
            ArrayPool<byte>.Shared.Return(rented);
        }

        base.Dispose(disposing);
    }

    private void Grow(int sizeHint)
    {
        if (buffer.Length - Count >= Math.Max(sizeHint, 1))
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, Count + sizeHint));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
