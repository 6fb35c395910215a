namespace Spectacles.Gateway.Testing;

/// <summary>A new connection. HELLO has been queued or waits for <see cref="GatewayScript.HelloDelay"/>.</summary>
/// <param name="ConnectionId">The connection's number, counted from 1.</param>
/// <param name="ApiVersion">The API version in the URL; null when it is not a number.</param>
/// <param name="Compression">The compression that the URL requests.</param>
/// <param name="AtResumeAddress">Whether the client used READY's <c>resume_gateway_url</c>.</param>
/// <param name="Query">The whole query of the URL, without the question mark.</param>
public sealed record ConnectionOpened(int ConnectionId, int? ApiVersion, Compression Compression, bool AtResumeAddress, string Query);
