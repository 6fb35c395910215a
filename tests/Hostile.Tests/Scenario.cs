using Hostile.Tests.Server;

namespace Hostile.Tests;

/// <summary>An attack and its expected outcome.</summary>
/// <param name="Name">The name in the documentation.</param>
/// <param name="Outcome">The outcome in the documentation.</param>
/// <param name="Expected">The bounds of its measurements.</param>
internal sealed record Scenario(string Name, string Outcome, Expected Expected)
{
    /// <summary>
    /// The scripts of the first connection, the second, and so on. The last one is used for all further connections. Empty for a good
    /// gateway.
    /// </summary>
    public Step[][] Socket { get; init; } = [];

    /// <summary>The scripts of the first request to the API, the second, and so on. Empty for a good API.</summary>
    public Step[][] Api { get; init; } = [];

    /// <summary>The duration of the attack in seconds of the bot's clock.</summary>
    public int Seconds { get; init; } = 60;

    public bool IsTls { get; init; }

    /// <summary>Whether it runs only with all tests.</summary>
    public bool IsSlow { get; init; }

    public override string ToString() => Name;
}
