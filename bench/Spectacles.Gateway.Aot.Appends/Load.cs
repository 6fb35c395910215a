namespace Spectacles.Gateway.Appends;

/// <summary>One measurement.</summary>
/// <param name="Replicas">The replicas of the stream.</param>
/// <param name="Expectation">What each append demands of the stream.</param>
/// <param name="InFlight">How many appends wait for an answer; each is of another shard.</param>
/// <param name="Bytes">The size of an append.</param>
internal sealed record Load(int Replicas, Expectation Expectation, int InFlight, int Bytes);
