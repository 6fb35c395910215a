namespace Hostile.Tests;

/// <summary>The bounds of an outcome. The clock is the bot's.</summary>
internal sealed record Expected(Ending Ending)
{
    /// <summary>The bot's process alone takes some 60 MB, more after many scenarios.</summary>
    public const int UsualPeak = 160;

    /// <summary>Connections to the gateway during the attack, at least and at most.</summary>
    public (int Least, int Most) Connects { get; init; } = (0, 0);

    /// <summary>Lines on standard error during the attack, at least and at most.</summary>
    public (int Least, int Most) Lines { get; init; } = (0, 0);

    /// <summary>IDENTIFY commands during attack and recovery, at most.</summary>
    public int Identifies { get; init; } = 20;

    /// <summary>Events that arrive at their handler during the attack, at least.</summary>
    public int Events { get; init; }

    /// <summary>The resident memory of the bot's process at its highest, in MB.</summary>
    public int Peak { get; init; } = UsualPeak;

    /// <summary>What the lines or the exception say; null for nothing in particular.</summary>
    public string? Says { get; init; }

    /// <summary>How many seconds after the server has become good its event may come: a wait before a reconnect is 60 s at most, and a dead connection is found after two heartbeats. Null where only a new start helps.</summary>
    public int? Recovery { get; init; } = 300;

    /// <summary>The connection goes on, and nothing is said.</summary>
    public static Expected Stays { get; } = new(Ending.Serves) { Connects = (1, 1), Identifies = 1 };

    /// <summary>
    /// The bot connects again and again, ever more slowly, and says so. The waits are random and their bound doubles to 60 s: the limit is one that a right bot passes less than once in a million
    /// minutes, and one that spins within a second.
    /// </summary>
    public static Expected Reconnects { get; } = new(Ending.Serves) { Connects = (2, 16), Lines = (1, 20) };

    /// <summary>The same where each connection lives until a deadline of half a minute.</summary>
    public static Expected ReconnectsSlowly { get; } = Reconnects with { Connects = (1, 6) };

    /// <summary>The same, with its session: a lost connection costs none.</summary>
    public static Expected Resumes { get; } = Reconnects with { Identifies = 1 };

    /// <summary>It does not matter whether the connection is closed: the bot does not spin, and outlives it.</summary>
    public static Expected Copes { get; } = Reconnects with { Connects = (1, 16), Lines = (0, 20) };

    /// <summary>The API's answer is not believed: spawning throws.</summary>
    public static Expected Refuses(string says) => new(Ending.Refuses) { Says = says };

    /// <summary>The bot ends with this close code.</summary>
    public static Expected Ends(string says) => new(Ending.Ends) { Connects = (1, 1), Lines = (1, 3), Says = says };
}
