using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>What the server sends on each connection, made before anybody connects: HELLO, then READY and all events, as one zlib stream in web socket frames.</summary>
internal sealed class Tape
{
    /// <summary>Behind the first fifth of the events: until then code is compiled and buffers find their size.</summary>
    public const string Start = "TAPE_START";

    /// <summary>Behind the last event.</summary>
    public const string End = "TAPE_END";

    private Tape(byte[] hello, byte[] rest, double meanPlain, double meanCompressed) => (Hello, Rest, MeanPlain, MeanCompressed) = (hello, rest, meanPlain, meanCompressed);

    public byte[] Hello { get; }

    public byte[] Rest { get; }

    public double MeanPlain { get; }

    public double MeanCompressed { get; }

    public static int WarmUp(int events) => events / 5;

    /// <param name="events">How many events; 0 for a bot that idles after READY.</param>
    public static Tape Make(int events)
    {
        using var wire = new MemoryStream();
        using var compressed = new MemoryStream();
        using var zlib = new ZLibStream(compressed, CompressionLevel.Optimal);
        long plainBytes = 0;
        Add("""{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":["[\"tape\",{\"micros\":0.0}]"]}}""");
        byte[] hello = wire.ToArray();
        wire.SetLength(0);
        long sequence = 0;
        Add($$$"""{"t":"READY","s":{{{++sequence}}},"op":0,"d":{"v":10,"user_settings":{},"user":{"verified":true,"username":"tape","mfa_enabled":true,"id":"830000000000000000","global_name":null,"flags":0,"email":null,"discriminator":"0","bot":true,"avatar":null},"session_type":"normal","session_id":"0123456789abcdef0123456789abcdef","resume_gateway_url":"ws://127.0.0.1:1","relationships":[],"private_channels":[],"presences":[],"guilds":[],"guild_join_requests":[],"geo_ordered_rtc_regions":[],"auth":{},"application":{"id":"830000000000000001","flags":0},"_trace":[]}}""");
        var mix = new Mix(7);
        plainBytes = 0;
        long before = wire.Length;
        for (int i = 0; i < events; i++)
        {
            if (i == WarmUp(events))
            {
                Mark(Start);
            }

            AddBytes(mix.Next(++sequence));
        }

        double meanPlain = events == 0 ? 0 : (double)plainBytes / events;
        double meanCompressed = events == 0 ? 0 : (double)(wire.Length - before) / events;
        if (events > 0)
        {
            Mark(End);
        }

        return new Tape(hello, wire.ToArray(), meanPlain, meanCompressed);

        void Mark(string name) => Add($$$"""{"t":"{{{name}}}","s":{{{++sequence}}},"op":0,"d":{}}""");

        void Add(string message) => AddBytes(Encoding.UTF8.GetBytes(message));

        void AddBytes(byte[] message)
        {
            plainBytes += message.Length;
            compressed.SetLength(0);
            zlib.Write(message);
            zlib.Flush();
            int length = (int)compressed.Length;
            Span<byte> header = stackalloc byte[10];
            header[0] = 0x82;
            if (length < 126)
            {
                header[1] = (byte)length;
                header = header[..2];
            }
            else if (length <= ushort.MaxValue)
            {
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                header = header[..4];
            }
            else
            {
                header[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
            }

            wire.Write(header);
            wire.Write(compressed.GetBuffer().AsSpan(0, length));
        }
    }
}
