using System.IO.Compression;
using System.Text;
using ZstdSharp;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>Compresses gateway messages into one stream, flushed after each, and writes each as a web socket frame.</summary>
internal sealed class TapeWriter : IDisposable
{
    private const int ZstdLevel = 3;

    private readonly MemoryStream wire = new();
    private readonly MemoryStream compressed = new();
    private readonly Stream stream;
    private long sequence;

    /// <param name="compression">The compression of the stream.</param>
    /// <param name="sequence">The sequence number before the first.</param>
    public TapeWriter(TapeCompression compression, long sequence = 0)
    {
        this.sequence = sequence;
        stream = compression == TapeCompression.Zlib
            ? new ZLibStream(compressed, CompressionLevel.Optimal)
            : new CompressionStream(compressed, ZstdLevel);
    }

    public long NextSequence() => ++sequence;

    /// <param name="heartbeatInterval">
    /// The interval of heartbeats, in milliseconds. A tape that takes longer needs a longer one, because the server acknowledges none.
    /// </param>
    public byte[] Hello(int heartbeatInterval = 41250)
    {
        Add($$$"""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":{{{heartbeatInterval}}},"_trace":["[\"tape\",{\"micros\":0.0}]"]}}""");
        return Take();
    }

    /// <param name="resumeUrl">Where the session can be resumed.</param>
    public byte[] Ready(string resumeUrl)
    {
        Add($$$"""{"t":"READY","s":{{{NextSequence()}}},"op":0,"d":{"v":10,"user_settings":{},"user":{"verified":true,"username":"tape","mfa_enabled":true,"id":"830000000000000000","global_name":null,"flags":0,"email":null,"discriminator":"0","bot":true,"avatar":null},"session_type":"normal","session_id":"0123456789abcdef0123456789abcdef","resume_gateway_url":"{{{resumeUrl}}}","relationships":[],"private_channels":[],"presences":[],"guilds":[],"guild_join_requests":[],"geo_ordered_rtc_regions":[],"auth":{},"application":{"id":"830000000000000001","flags":0},"_trace":[]}}""");
        return Take();
    }

    public byte[] Acknowledgement()
    {
        Add("""{"t":null,"s":null,"op":11,"d":null}""");
        return Take();
    }

    public void AddMark(string name) => Add($$$"""{"t":"{{{name}}}","s":{{{NextSequence()}}},"op":0,"d":{}}""");

    public void Add(ReadOnlySpan<byte> message)
    {
        compressed.SetLength(0);
        stream.Write(message);
        stream.Flush();
        Frames.Write(wire, compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }

    /// <summary>The bytes added since the last call.</summary>
    public byte[] Take()
    {
        byte[] taken = wire.ToArray();
        wire.SetLength(0);
        return taken;
    }

    public void Dispose()
    {
        stream.Dispose();
        compressed.Dispose();
        wire.Dispose();
    }

    private void Add(string message) => Add(Encoding.UTF8.GetBytes(message));
}
