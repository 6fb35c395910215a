namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>What the server sends on each connection, made before anybody connects, as one zlib stream in web socket frames.</summary>
/// <param name="hello">HELLO.</param>
/// <param name="ready">READY.</param>
/// <param name="portions">The events, portion by portion.</param>
/// <param name="events">How many events.</param>
internal sealed class Tape(byte[] hello, byte[] ready, IReadOnlyList<byte[]> portions, int events)
{
    /// <summary>Behind the portions that warm up.</summary>
    public const string Start = "TAPE_START";

    /// <summary>Behind the last event.</summary>
    public const string End = "TAPE_END";

    public byte[] Hello => hello;

    public byte[] Ready => ready;

    public IReadOnlyList<byte[]> Portions => portions;

    public int Events => events;

    /// <param name="events">How many events; 0 for a bot that idles after READY.</param>
    /// <param name="compression">How the stream is compressed.</param>
    public static Tape OfEvents(int events, TapeCompression compression)
    {
        using var writer = new TapeWriter(compression);
        byte[] hello = writer.Hello();
        byte[] ready = writer.Ready();
        if (events == 0)
        {
            return new Tape(hello, ready, [], 0);
        }

        var mix = new Mix(7);
        int warmUp = Warming.Events(events);
        var portions = new List<byte[]>();
        for (int portion = 0; portion < Warming.Portions; portion++)
        {
            Add(warmUp * portion / Warming.Portions, warmUp * (portion + 1) / Warming.Portions);
            portions.Add(writer.Take());
        }

        writer.AddMark(Start);
        Add(warmUp, events);
        writer.AddMark(End);
        portions.Add(writer.Take());
        return new Tape(hello, ready, portions, events);

        void Add(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                writer.Add(mix.Next(writer.NextSequence()));
            }
        }
    }

    /// <summary>Large guilds, all at once.</summary>
    /// <param name="guilds">How many.</param>
    /// <param name="bytes">How large each of them is.</param>
    /// <param name="compression">How the stream is compressed.</param>
    public static Tape OfGuilds(int guilds, int bytes, TapeCompression compression)
    {
        using var writer = new TapeWriter(compression);
        byte[] hello = writer.Hello();
        byte[] ready = writer.Ready();
        var mix = new Mix(7);
        for (int i = 0; i < guilds; i++)
        {
            writer.Add(mix.Guild(writer.NextSequence(), bytes));
        }

        writer.AddMark(End);
        return new Tape(hello, ready, [writer.Take()], guilds);
    }
}
