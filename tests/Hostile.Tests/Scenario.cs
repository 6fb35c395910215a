using Hostile.Tests.Server;

namespace Hostile.Tests;

/// <summary>An attack and what is right to come of it.</summary>
/// <param name="Name">The attack, as the documentation names it.</param>
/// <param name="Outcome">The outcome, as the documentation tells it.</param>
/// <param name="Expected">The bounds that it is measured by.</param>
internal sealed record Scenario(string Name, string Outcome, Expected Expected)
{
    /// <summary>What the first connection meets, the second, and so on; the last script holds for all further ones. Empty for a good gateway.</summary>
    public Step[][] Socket { get; init; } = [];

    /// <summary>What the first request to the API meets, the second, and so on. Empty for a good API.</summary>
    public Step[][] Api { get; init; } = [];

    /// <summary>How long the attack lasts, in seconds of the bot's clock.</summary>
    public int Seconds { get; init; } = 60;

    public bool IsTls { get; init; }

    /// <summary>Whether only a run of all tests has it.</summary>
    public bool IsSlow { get; init; }

    public override string ToString() => Name;
}
