namespace Spectacles.Gateway.Interactions;

/// <summary>What is known about an interaction besides its payload.</summary>
/// <param name="Name">The name of the command, or the template of the custom id.</param>
/// <param name="Shard">The shard that received it.</param>
/// <param name="Arrived">When it arrived, as a time stamp of the clock.</param>
/// <param name="Services">What answering needs.</param>
/// <param name="CancellationToken">Canceled when the bot stops.</param>
internal readonly record struct InteractionFacts(
    string Name, Shard Shard, long Arrived, InteractionServices Services, CancellationToken CancellationToken);
