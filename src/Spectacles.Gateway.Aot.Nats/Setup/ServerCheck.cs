using System.Text.Json;
using NATS.Client.Core;

namespace Spectacles.Gateway.Fleet;

/// <summary>Whether the server has what a fleet needs: older ones accept settings that they do not know, and drop them.</summary>
internal static class ServerCheck
{
    /// <summary>
    /// Said to be the first version with priority groups and with the compared subject of a message. What was tried is in
    /// docs/decisions/0038-engine-on-nats.md.
    /// </summary>
    private static readonly Version Oldest = new(2, 11);

    /// <summary>https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-44.md</summary>
    private const int OldestLevel = 1;

    /// <summary>Two conditions and their subject, and more for what a later version adds.</summary>
    public const int RoomForHeaders = 1 << 10;

    /// <summary>The smallest <see cref="IEventLog.MaxRecordBytes"/>.</summary>
    private const int SmallestRecordLimit = 512 << 10;

    private const string Info = "$JS.API.INFO";

    /// <summary>Checks the server that the link is connected to.</summary>
    /// <exception cref="FleetException">JetStream is off, or not there yet, or too old.</exception>
    public static async Task RunAsync(NatsLink link, string url, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var (level, error, description) = Read(await AskAsync(link, cancellationToken).ConfigureAwait(false));
                if (error == 0)
                {
                    ThrowIfTooOld(link.Connection.ServerInfo?.Version ?? "", level);
                    ThrowIfTooSmall(link.MaxPayload);
                    return;
                }

                if (!JetStreamErrors.IsTemporary(error))
                {
                    throw JetStreamErrors.IsOff(error) ? NatsProblem.Off(url) : NatsProblem.Refused("JetStream", error, description);
                }
            }
            catch (NatsNoRespondersException) when (link.Connection.ServerInfo?.JetStreamAvailable != true)
            {
                throw NatsProblem.Off(url);
            }
            catch (NatsException)
            {
                // A cluster has no leader yet, or the connection was lost again.
            }

            await link.PauseAsync(NatsLink.Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<byte[]> AskAsync(NatsLink link, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var next = link.Changed;
        var asking = link.Connection.RequestAsync<byte[]>(Info, NatsRawSerializer<byte[]>.Default, cancellationToken: end.Token).AsTask();
        try
        {
            return (await link.AnswerAsync(asking, next, Info, cancellationToken).ConfigureAwait(false)).Data ?? [];
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Compares the version and the level of the JetStream API with those that a fleet needs.</summary>
    /// <exception cref="FleetException">They are too old.</exception>
    public static void ThrowIfTooOld(string version, int level)
    {
        // What follows a hyphen is a pre-release.
        if (!Version.TryParse(version.Split('-')[0], out var known) || known < Oldest || level < OldestLevel)
        {
            throw NatsProblem.TooOld(version, level);
        }
    }

    /// <summary>Compares the size of messages that the server takes with what events need.</summary>
    /// <exception cref="FleetException">It is too small.</exception>
    public static void ThrowIfTooSmall(int maxPayload)
    {
        if (maxPayload - RoomForHeaders < SmallestRecordLimit)
        {
            throw NatsProblem.TooSmall(maxPayload, SmallestRecordLimit + RoomForHeaders);
        }
    }

    /// <summary>Reads an account's information: the level is under <c>api</c>.</summary>
    internal static (int Level, int Error, string? Description) Read(ReadOnlySpan<byte> json)
    {
        var (level, error, description) = (0, 0, (string?)null);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("level"u8) && reader.Read())
            {
                level = reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : level;
            }
            else if (reader.ValueTextEquals("err_code"u8) && reader.Read())
            {
                error = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("description"u8) && reader.Read())
            {
                description = reader.GetString();
            }
        }

        return (level, error, description);
    }
}
