namespace Spectacles.Gateway.Testing;

/// <summary>What the rate limits say about a call.</summary>
/// <param name="Headers">The headers of the response, whether it is refused or not.</param>
/// <param name="Refusal">The response in the place of the call; null when it may be carried out.</param>
internal sealed record LimitVerdict(IReadOnlyList<(string Name, string Value)> Headers, RestFault? Refusal);
