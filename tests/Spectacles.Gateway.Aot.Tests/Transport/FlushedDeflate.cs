using System.IO.Compression;
using System.Text;

namespace Spectacles.Gateway.Tests.Transport;

/// <summary>The server's side of zlib-stream: one context, flushed after each message.</summary>
internal sealed class FlushedDeflate : IDisposable
{
    private readonly MemoryStream wire = new();
    private readonly ZLibStream zlib;

    public FlushedDeflate() => zlib = new ZLibStream(wire, CompressionLevel.Fastest);

    public byte[] Compress(string message)
    {
        wire.SetLength(0);
        zlib.Write(Encoding.UTF8.GetBytes(message));
        zlib.Flush();
        return wire.ToArray();
    }

    public void Dispose()
    {
        zlib.Dispose();
        wire.Dispose();
    }
}
