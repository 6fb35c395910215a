namespace Hostile.Tests;

/// <summary>What came of an attack.</summary>
/// <param name="Connects">Connections to the gateway during the attack.</param>
/// <param name="Peak">The bot's resident memory at the highest, in MB.</param>
/// <param name="Lines">Lines on standard error during the attack.</param>
/// <param name="Recovery">Seconds of the bot's clock from the server's becoming good to its event; null when it did not come.</param>
internal sealed record Measured(int Connects, int Peak, int Lines, int? Recovery);
