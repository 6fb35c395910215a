namespace Spectacles.Gateway.Tests;

/// <summary>An event that a <see cref="TestSink"/> has taken.</summary>
internal sealed record TakenEvent(int ShardId, string Name, string Data, EventReceipt Receipt);
