namespace Hostile.Tests;

/// <summary>The bounds of an outcome, in time of the bot's clock.</summary>
internal sealed record Expected(Ending Ending)
{
    /// <summary>The process itself takes some 60 MB, and more after many scenarios.</summary>
    public const int UsualPeak = 160;

    /// <summary>The least and the most connections to the gateway during the attack.</summary>
    public (int Least, int Most) Connects { get; init; } = (0, 0);

    /// <summary>The least and the most lines on standard error during the attack.</summary>
    public (int Least, int Most) Lines { get; init; } = (0, 0);

    /// <summary>The most IDENTIFYs during attack and recovery.</summary>
    public int Identifies { get; init; } = 20;

    /// <summary>The least events that reach their handler during the attack.</summary>
    public int Events { get; init; }

    /// <summary>The peak resident memory of the bot's process in MB.</summary>
    public int Peak { get; init; } = UsualPeak;

    /// <summary>A text that the lines or the exception must contain; null for none.</summary>
    public string? Says { get; init; }

    /// <summary>
    /// The seconds within which the event must arrive after the server has become good. A wait before a reconnect is at most 60 s, and a
    /// zombie connection is detected after two heartbeats. Null where only a restart helps.
    /// </summary>
    public int? Recovery { get; init; } = 300;

    /// <summary>The connection continues, and nothing is reported.</summary>
    public static Expected Stays { get; } = new(Ending.Serves) { Connects = (1, 1), Identifies = 1 };

    /// <summary>
    /// The bot reconnects with growing waits and reports it. The waits are random, and their bound doubles to 60 s. A correct bot exceeds
    /// the limit less than once in a million minutes, and a bot without waits within a second.
    /// </summary>
    public static Expected Reconnects { get; } = new(Ending.Serves) { Connects = (2, 16), Lines = (1, 20) };

    /// <summary>The same when each connection lasts until a deadline of half a minute.</summary>
    public static Expected ReconnectsSlowly { get; } = Reconnects with { Connects = (1, 6) };

    /// <summary>The same without a new session: a lost connection is resumed.</summary>
    public static Expected Resumes { get; } = Reconnects with { Identifies = 1 };

    /// <summary>The connection may be closed or not. The bot does not loop, and recovers.</summary>
    public static Expected Copes { get; } = Reconnects with { Connects = (1, 16), Lines = (0, 20) };

    /// <summary>The response of the API is refused: spawning throws.</summary>
    public static Expected Refuses(string says) => new(Ending.Refuses) { Says = says };

    /// <summary>The bot ends and reports this close code.</summary>
    public static Expected Ends(string says) => new(Ending.Ends) { Connects = (1, 1), Lines = (1, 3), Says = says };
}
