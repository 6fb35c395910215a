using NATS.Client.Core;
using NATS.Client.JetStream.Models;

namespace Spectacles.Gateway.Fleet;

/// <summary>What can be wrong with NATS, one sentence each, and whether trying again helps.</summary>
internal static class NatsProblem
{
    private const string PublishDenied = "permissions violation for publish to \"";
    private const string SubscriptionDenied = "permissions violation for subscription to \"";

    public static FleetException Unreachable(string url, Exception exception)
    {
        bool isRefused = exception is NatsServerException { IsAuthError: true }
            or { InnerException: NatsServerException { IsAuthError: true } };
        return isRefused
            ? new FleetException(
                $"NATS at {Hide(url)} refuses the user, the password or the key of this process: {exception.Message}", exception)
            { IsConfigurationError = true }
            : new FleetException(
                $"NATS can't be reached at {Hide(url)}, so check the address and whether nats-server runs: {exception.Message}", exception);
    }

    public static FleetException Off(string url) => new(
        $"JetStream is off for this account of NATS at {Hide(url)}: add a jetstream block to the server's configuration and restart it.")
    { IsConfigurationError = true };

    public static FleetException NoFleet(string name, string url, string stream) => new(
        $"There is no fleet {name} on NATS at {Hide(url)}, because the stream {stream} does not exist: check the name in the plan, or "
        + "start a node first, which creates it.")
    { IsConfigurationError = true };

    public static FleetException TooOld(string version, int level) => new(
        $"nats-server {version} (JetStream API level {level}) is too old for a fleet, which needs 2.11 or later (level 1): older versions "
        + "drop settings in silence.")
    { IsConfigurationError = true };

    public static FleetException TooSmall(int maxPayload, int needed) => new(
        $"NATS takes messages of at most {maxPayload} bytes, and a fleet needs {needed}: raise max_payload in the server's configuration.")
    { IsConfigurationError = true };

    public static FleetException Late(string url, TimeSpan patience, string? refusal) => new(
        $"JetStream of NATS at {Hide(url)} was not ready within {patience.TotalSeconds:0} seconds, so check its servers: "
        + $"{refusal ?? "it has not answered"}.");

    public static FleetException Denied(string subject, string message) => new(
        $"NATS does not allow this process to send to {subject}, so change the permissions of its user: {message}")
    { IsConfigurationError = true };

    public static FleetException Deaf(string inbox, string message) => new(
        $"NATS does not allow this process to receive answers, so let its user subscribe to {inbox}.>: {message}")
    { IsConfigurationError = true };

    public static FleetException Different(string what, string setting, string expected, string found) => new(
        $"{what} has {setting} {found} instead of {expected}: give all processes of the fleet the same options, or change or delete it in "
        + "NATS.")
    { IsConfigurationError = true };

    public static FleetException TooMany(int assets, int most, string advice) => new(
        $"The fleet would have {assets} streams, buckets and consumers in NATS, more than the {most} that a server leads well: {advice}.")
    { IsConfigurationError = true };

    public static FleetException WrongRole(string what) => new(
        $"This engine was connected as a worker, which may not {what}: set {nameof(NatsEngineOptions)}.{nameof(NatsEngineOptions.Role)}.")
    { IsConfigurationError = true };

    /// <summary>An error that the server has returned.</summary>
    public static FleetException Refused(string what, ApiError error, Exception? exception = null) =>
        Refused(what, error.ErrCode, error.Description, exception);

    /// <summary>An error that the server has returned.</summary>
    public static FleetException Refused(string what, int code, string? description, Exception? exception = null) =>
        JetStreamErrors.IsFull(code)
        ? new FleetException(
            $"NATS has no room for {what}, so free space on its disk, raise its limits or lower {nameof(NatsEngineOptions.MaxBytes)}: "
            + $"{description} ({code}).",
            exception)
        : new FleetException($"NATS refuses {what}: {description} ({code}).", exception)
        {
            IsConfigurationError = code is JetStreamErrors.StreamNotFound or JetStreamErrors.StreamNameInUse
                || JetStreamErrors.IsOff(code)
                || JetStreamErrors.IsAlone(code),
        };

    /// <summary>Returns the subject of a refusal such as <c>Permissions Violation for Publish to "x"</c>; null if it is none.</summary>
    public static string? DeniedSubject(string error)
    {
        int start = error.IndexOf(PublishDenied, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        var rest = error.AsSpan(start + PublishDenied.Length);
        int end = rest.IndexOf('"');
        return end < 0 ? null : rest[..end].ToString();
    }

    /// <summary>Returns whether the server has refused a subscription whose subject begins with a prefix.</summary>
    public static bool IsDeniedSubscription(string error, string prefix) =>
        error.Contains($"{SubscriptionDenied}{prefix}.", StringComparison.OrdinalIgnoreCase);

    /// <summary>Without user and password.</summary>
    public static string Hide(string url) => string.Join(
        ',',
        url.Split(',').Select(one => one.LastIndexOf('@') is >= 0 and int at
            ? one[..(one.IndexOf("://", StringComparison.Ordinal) is >= 0 and int end ? end + 3 : 0)] + one[(at + 1)..]
            : one));
}
