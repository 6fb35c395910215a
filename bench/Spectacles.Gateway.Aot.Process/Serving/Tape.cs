namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// The bytes that the server sends on each connection, created before clients connect, as one zlib stream in web socket frames.
/// </summary>
/// <param name="hello">HELLO.</param>
/// <param name="ready">READY.</param>
/// <param name="portions">The events in portions.</param>
internal sealed class Tape(byte[] hello, byte[] ready, IReadOnlyList<byte[]> portions)
{
    /// <summary>The start mark, after the warm-up portions.</summary>
    public const string Start = "TAPE_START";

    /// <summary>The end mark, after the last event.</summary>
    public const string End = "TAPE_END";

    /// <summary>The event that answers RESUME.</summary>
    public const string Resumed = "RESUMED";

    // Nobody listens there.
    private const string NoUrl = "ws://127.0.0.1:1";

    private const int MostHeartbeats = 64;

    public byte[] Hello => hello;

    public byte[] Ready => ready;

    public IReadOnlyList<byte[]> Portions => portions;

    /// <summary>The acknowledgements of heartbeats, one after another, on a tape without events.</summary>
    public IReadOnlyList<byte[]> Acknowledgements { get; private init; } = [];

    /// <summary>What follows HELLO on a connection that resumes.</summary>
    public byte[] AfterResume { get; private init; } = [];

    /// <summary>Creates a tape for idle bots that acknowledges their heartbeats, which follow each other in a short interval.</summary>
    /// <param name="compression">The compression of the stream.</param>
    public static Tape OfIdle(TapeCompression compression)
    {
        using var writer = new TapeWriter(compression);
        byte[] hello = writer.Hello(IdleRun.HeartbeatInterval);
        byte[] ready = writer.Ready(NoUrl);
        return new Tape(hello, ready, [])
        {
            Acknowledgements = [.. Enumerable.Range(0, MostHeartbeats).Select(_ => writer.Acknowledgement())],
        };
    }

    /// <param name="events">The number of events; 0 for READY alone.</param>
    /// <param name="warmUp">How many of them are the warm-up.</param>
    /// <param name="compression">The compression of the stream.</param>
    /// <param name="resumeUrl">Where the sessions can be resumed.</param>
    public static Tape OfEvents(int events, int warmUp, TapeCompression compression, string resumeUrl = NoUrl)
    {
        using var writer = new TapeWriter(compression);
        byte[] hello = writer.Hello();
        byte[] ready = writer.Ready(resumeUrl);
        if (events == 0)
        {
            return new Tape(hello, ready, []);
        }

        var mix = new Mix(7);
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
        return new Tape(hello, ready, portions) { AfterResume = Answer(compression, writer.NextSequence()) };

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
        byte[] ready = writer.Ready(NoUrl);
        var mix = new Mix(7);
        for (int i = 0; i < guilds; i++)
        {
            writer.Add(mix.Guild(writer.NextSequence(), bytes));
        }

        writer.AddMark(End);
        return new Tape(hello, ready, [writer.Take()]);
    }

    /// <summary>Creates a tape of uses of a slash command, in one portion.</summary>
    /// <param name="count">The number of uses.</param>
    /// <param name="compression">The compression of the stream.</param>
    public static Tape OfInteractions(int count, TapeCompression compression)
    {
        using var writer = new TapeWriter(compression);
        byte[] hello = writer.Hello(heartbeatInterval: 300_000);
        byte[] ready = writer.Ready(NoUrl);
        var mix = new Mix(7);
        for (int i = 0; i < count; i++)
        {
            writer.Add(mix.Interaction(writer.NextSequence(), Delays.FirstId + (ulong)i));
        }

        return new Tape(hello, ready, [writer.Take()]);
    }

    /// <summary>What follows the same HELLO in another stream that answers RESUME.</summary>
    private static byte[] Answer(TapeCompression compression, long sequence)
    {
        using var writer = new TapeWriter(compression, sequence - 1);
        writer.Hello();
        writer.AddMark(Resumed);
        return writer.Take();
    }
}
