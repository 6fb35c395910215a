namespace Hostile.Tests;

/// <summary>The measurements of an attack.</summary>
/// <param name="Connects">Connections to the gateway during the attack.</param>
/// <param name="Peak">The bot's peak resident memory in MB.</param>
/// <param name="Lines">Lines on standard error during the attack.</param>
/// <param name="Recovery">
/// Seconds of the bot's clock from the moment when the server became good to its event; null when the event did not arrive.
/// </param>
internal sealed record Measured(int Connects, int Peak, int Lines, int? Recovery);
