namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>The files of a connection with TLS, all in PEM.</summary>
/// <param name="CaFile">The certificates that the server's is verified with; null for the system's.</param>
/// <param name="CertificateFile">The client's certificate; null for none.</param>
/// <param name="KeyFile">The key of the client's certificate; null for none.</param>
internal sealed record TlsSettings(string? CaFile, string? CertificateFile, string? KeyFile);
