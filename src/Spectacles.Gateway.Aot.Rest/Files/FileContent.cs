using System.Buffers;
using System.Net;

namespace Spectacles.Gateway.Rest;

/// <summary>
/// A stream as a part of a form, from its position to its end. Unlike <see cref="StreamContent"/> it leaves the caller's stream open,
/// reports an error of the file as one of the file and not of the connection, and sends as many bytes as it has announced.
/// </summary>
internal sealed class FileContent : HttpContent
{
    private const int ChunkSize = 64 * 1024;

    private readonly string name;
    private readonly Stream source;
    private readonly bool isOwned;
    private readonly long? length;

    /// <param name="name">The file's name, for errors.</param>
    /// <param name="source">The stream.</param>
    /// <param name="isOwned">Whether the stream is disposed with the content.</param>
    public FileContent(string name, Stream source, bool isOwned)
    {
        this.name = name;
        this.source = source;
        this.isOwned = isOwned;
        length = source.CanSeek ? Math.Max(source.Length - source.Position, 0) : null;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = this.length.GetValueOrDefault();
        return this.length is not null;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long left = length ?? long.MaxValue; left > 0;)
            {
                int read = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(ChunkSize, left)), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return;
                }

                await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && isOwned)
        {
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadAsync(Memory<byte> chunk, CancellationToken cancellationToken)
    {
        int read;
        try
        {
            read = await source.ReadAsync(chunk, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new RestFileException($"The file {name} cannot be read: {exception.Message}", exception);
        }

        return read > 0 || length is null
            ? read
            : throw new RestFileException($"The file {name} is shorter than it was when the request began.");
    }
}
