namespace Spectacles.Gateway.Testing;

/// <summary>Answers the calls of one route.</summary>
internal delegate RestAnswer RestHandler(RestRequest request);
