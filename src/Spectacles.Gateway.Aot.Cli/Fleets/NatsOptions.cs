using NATS.Client.Core;
using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Fleet;

namespace Spectacles.Gateway.Cli.Fleets;

/// <summary>The options of the engine on NATS, with the secrets from files or the environment.</summary>
internal static class NatsOptions
{
    private const string PasswordVariable = "NATS_PASSWORD";
    private const string TokenVariable = "NATS_TOKEN";

    /// <param name="settings">The configuration.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="environment">Returns a variable of the environment.</param>
    /// <exception cref="ConfigurationException">A file of a secret can't be read.</exception>
    public static NatsEngineOptions Of(NatsSettings settings, FleetPlan plan, Func<string, string?> environment)
    {
        var defaults = new NatsEngineOptions { Plan = plan };
        return defaults with
        {
            Url = string.Join(',', settings.Urls.Select(url => url.OriginalString)),
            Authentication = LoginOf(settings, environment),
            Tls = settings.Tls is { } tls
                ? new NatsTlsOpts { CaFile = tls.CaFile, CertFile = tls.CertificateFile, KeyFile = tls.KeyFile }
                : NatsTlsOpts.Default,
            Streams = settings.Streams ?? defaults.Streams,
            Replicas = settings.Replicas ?? defaults.Replicas,
            Storage = settings.IsInMemory ? NatsStorage.Memory : NatsStorage.File,
            MaxAge = settings.MaxAge ?? defaults.MaxAge,
            MaxBytes = settings.MaxBytes ?? defaults.MaxBytes,
        };
    }

    private static NatsAuthOpts LoginOf(NatsSettings settings, Func<string, string?> environment)
    {
        if (settings.CredentialsFile is { } credentials)
        {
            _ = Read(credentials);
            return new NatsAuthOpts { CredsFile = credentials };
        }

        return settings.User is { } user
            ? new NatsAuthOpts { Username = user, Password = Secret(settings.PasswordFile, PasswordVariable) ?? "" }
            : new NatsAuthOpts { Token = Secret(settings.TokenFile, TokenVariable) };

        string? Secret(string? file, string variable) => file is not null ? Read(file)
            : environment(variable) is { Length: > 0 } value ? value
            : null;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"the file {file} of a secret of NATS can't be read: {e.Message}", e);
        }
    }
}
