using System.Text;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Spectacles.Gateway.Zstd.Tests;

/// <summary>The sender of zstd-stream: one frame, flushed after each message.</summary>
internal sealed class FlushedZstd : IDisposable
{
    private readonly MemoryStream wire = new();
    private readonly CompressionStream zstd;

    public FlushedZstd(int level = 3, int windowLog = 18)
    {
        zstd = new CompressionStream(wire, level);
        zstd.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, windowLog);
    }

    public byte[] Compress(string message) => Compress(Encoding.UTF8.GetBytes(message));

    public byte[] Compress(byte[] message)
    {
        wire.SetLength(0);
        zstd.Write(message);
        zstd.Flush();
        return wire.ToArray();
    }

    public void Dispose()
    {
        zstd.Dispose();
        wire.Dispose();
    }
}
