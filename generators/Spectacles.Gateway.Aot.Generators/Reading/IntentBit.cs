namespace Spectacles.Gateway.Generators;

/// <param name="Name">The intent's name in C#.</param>
/// <param name="Value">Its bit.</param>
internal sealed record IntentBit(string Name, long Value);
