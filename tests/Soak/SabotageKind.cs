namespace Soak;

/// <summary>The deliberate defects of the bot, which show that the checker detects each of them.</summary>
internal enum SabotageKind
{
    None,

    /// <summary>No defect, but all messages pass through the adapters that the other kinds use.</summary>
    NoneThroughAdapter,

    /// <summary>RESUME contains a later sequence than the last received one.</summary>
    ResumeSeq,

    /// <summary>RESUME contains an earlier sequence, and the repeated events get new sequences.</summary>
    Dedupe,

    /// <summary>Some events do not reach the library.</summary>
    Gap,

    /// <summary>The connection acknowledges heartbeats itself.</summary>
    Ack,

    /// <summary>The store saves the last received sequence instead of the last one up to which all calls have finished.</summary>
    Watermark,

    /// <summary>Every connection is closed with 1000, so the bot can't resume.</summary>
    Identify,
}
