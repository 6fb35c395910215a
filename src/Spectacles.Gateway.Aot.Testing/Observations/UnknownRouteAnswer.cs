namespace Spectacles.Gateway.Testing;

/// <summary>A test's own answer to a REST call whose route is not simulated.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The JSON of the body; empty for none.</param>
public sealed record UnknownRouteAnswer(int Status, string Json = "");
