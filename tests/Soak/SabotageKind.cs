namespace Soak;

/// <summary>How the bot is broken on purpose, to see that the judge notices.</summary>
internal enum SabotageKind
{
    None,

    /// <summary>Nothing is broken, but everything passes through the same adapters.</summary>
    NoneThroughAdapter,

    /// <summary>RESUME names a later sequence than was received.</summary>
    ResumeSeq,

    /// <summary>RESUME names an earlier sequence, and what is replayed twice looks new.</summary>
    Dedupe,

    /// <summary>Now and then an event does not reach the library.</summary>
    Gap,

    /// <summary>Heartbeats are acknowledged by the connection itself.</summary>
    Ack,

    /// <summary>The store keeps the sequence that was received, whatever has been handled.</summary>
    Watermark,

    /// <summary>The bot closes with 1000 where it could resume.</summary>
    Identify,
}
