namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// The bytes that the server sends on each connection, created before clients connect, as one zlib stream in web socket frames.
/// </summary>
/// <param name="hello">HELLO.</param>
/// <param name="ready">READY.</param>
/// <param name="portions">The events in portions.</param>
/// <param name="events">The number of events.</param>
internal sealed class Tape(byte[] hello, byte[] ready, IReadOnlyList<byte[]> portions, int events)
{
    /// <summary>The start mark, after the warm-up portions.</summary>
    public const string Start = "TAPE_START";

    /// <summary>The end mark, after the last event.</summary>
    public const string End = "TAPE_END";

    public byte[] Hello => hello;

    public byte[] Ready => ready;

    public IReadOnlyList<byte[]> Portions => portions;

    public int Events => events;

    /// <param name="events">The number of events; 0 for an idle bot.</param>
    /// <param name="compression">The compression of the stream.</param>
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
        int warmUp = WarmUp.Events(events);
        var portions = new List<byte[]>();
        for (int portion = 0; portion < WarmUp.Portions; portion++)
        {
            Add(warmUp * portion / WarmUp.Portions, warmUp * (portion + 1) / WarmUp.Portions);
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

    /// <summary>Creates a tape of large guilds, all at once.</summary>
    /// <param name="guilds">The number of guilds.</param>
    /// <param name="bytes">The size of each in bytes.</param>
    /// <param name="compression">The compression of the stream.</param>
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

    /// <summary>Creates a tape of uses of a slash command, in one portion.</summary>
    /// <param name="count">The number of uses.</param>
    /// <param name="compression">The compression of the stream.</param>
    public static Tape OfInteractions(int count, TapeCompression compression)
    {
        using var writer = new TapeWriter(compression);
        byte[] hello = writer.Hello(heartbeatInterval: 300_000);
        byte[] ready = writer.Ready();
        var mix = new Mix(7);
        for (int i = 0; i < count; i++)
        {
            writer.Add(mix.Interaction(writer.NextSequence(), Delays.FirstId + (ulong)i));
        }

        return new Tape(hello, ready, [writer.Take()], count);
    }
}
