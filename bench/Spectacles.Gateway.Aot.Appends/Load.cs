namespace Spectacles.Gateway.Appends;

/// <summary>The parameters of one measurement.</summary>
/// <param name="Replicas">The number of replicas of the stream.</param>
/// <param name="Expectation">The condition of each append.</param>
/// <param name="InFlight">How many appends wait for an answer at the same time, each of a different shard.</param>
/// <param name="Bytes">The size of an append, in bytes.</param>
internal sealed record Load(int Replicas, Expectation Expectation, int InFlight, int Bytes);
