namespace Spectacles.Gateway.Cli.Configuration;

/// <summary>How the broker NATS is reached, and what it keeps. What is null has the default of the engine.</summary>
internal sealed record NatsSettings
{
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>The file with a user's JWT and key, as <c>nsc</c> writes it.</summary>
    public required string? CredentialsFile { get; init; }

    public required string? User { get; init; }

    /// <summary>The file with the user's password; null for the environment.</summary>
    public required string? PasswordFile { get; init; }

    /// <summary>The file with a token of NATS; null for the environment.</summary>
    public required string? TokenFile { get; init; }

    /// <summary>The files of TLS; null for what the address says.</summary>
    public required TlsSettings? Tls { get; init; }

    public required int? Streams { get; init; }

    public required int? Replicas { get; init; }

    /// <summary>Whether the streams are in the memory of the servers, and not on their disks.</summary>
    public required bool IsInMemory { get; init; }

    public required TimeSpan? MaxAge { get; init; }

    public required long? MaxBytes { get; init; }
}
