namespace Spectacles.Gateway.Testing;

/// <summary>A client has connected, and HELLO is on its way or waits for the script's delay.</summary>
/// <param name="ConnectionId">The connection's number, counted from 1.</param>
/// <param name="Version">The version of the gateway that the address asks for; null when it is no number.</param>
/// <param name="Compression">The compression that the address asks for.</param>
/// <param name="AtResumeAddress">Whether the client used READY's <c>resume_gateway_url</c>.</param>
/// <param name="Query">The whole query of the address, without the question mark.</param>
public sealed record ConnectionOpened(int ConnectionId, int? Version, Compression Compression, bool AtResumeAddress, string Query);
