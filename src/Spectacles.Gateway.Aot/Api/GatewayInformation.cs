using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>The response of <c>GET /gateway/bot</c>.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#get-gateway-bot</remarks>
/// <param name="Url">The address for new connections.</param>
/// <param name="Shards">The recommended number of shards.</param>
/// <param name="SessionStartLimit">The session start limit; a usual limit if the response has none.</param>
/// <param name="HasLimit">Whether the response has a session start limit.</param>
internal sealed record GatewayInformation(Uri Url, int Shards, SessionStartLimit SessionStartLimit, bool HasLimit)
{
    /// <summary>The longest accepted reset time: 30 days, where Discord uses one. Larger values are not plausible waits.</summary>
    private const long LongestReset = 30L * 24 * 60 * 60 * 1000;

    /// <exception cref="GatewayException">The response does not have the documented form.</exception>
    public static GatewayInformation Read(ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        string? url = null;
        int shards = 0;
        SessionStartLimit? limit = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            var properties = new PropertyReader();
            while (properties.Next(ref reader))
            {
                switch (properties.ReadName(ref reader))
                {
                    case "url":
                        url = reader.GetString();
                        break;
                    case "shards":
                        shards = (int)ReadWhole(reader, int.MaxValue);
                        break;
                    case "session_start_limit" when reader.TokenType == JsonTokenType.StartObject:
                        limit = ReadLimit(ref reader, now);
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new GatewayException(
                "The API's answer to GET /gateway/bot is not the documented JSON. Check the API address.", ConnectFailure.Printable(e));
        }

        if (shards <= 0 || !GatewayAddress.TryParse(url, out var address))
        {
            throw new GatewayException(
                "The API's answer to GET /gateway/bot has no url of a web socket, or no shards. Check the API address.");
        }

        return GatewayAddress.Fault(address) is { } fault
            ? throw new GatewayException($"The API's answer to GET /gateway/bot names {GatewayAddress.NameOf(address)}, which is not "
                + $"used: {fault}. Check the API address.")
            : new GatewayInformation(address, shards, limit ?? new SessionStartLimit(1000, 1000, now, 1), limit is not null);
    }

    /// <summary>
    /// Limits the recommended number of shards, because that many shards will start. A response that is not from Discord must not choose it
    /// freely.
    /// </summary>
    /// <param name="most">The largest number that the user accepts.</param>
    /// <exception cref="GatewayException">
    /// The number is larger than the accepted one, or than the number of sessions that may start in a day.
    /// </exception>
    public void ThrowIfTooManyShards(int most)
    {
        if (Shards > most)
        {
            throw new GatewayException($"The API recommends {Shards} shards; GatewayOptions.MaxShards accepts {most}. Check the API "
                + "address, fix the number with GatewayOptions.ShardCount, or raise MaxShards.");
        }

        if (HasLimit && Shards > SessionStartLimit.Total)
        {
            throw new GatewayException($"The API recommends {Shards} shards, but lets only {SessionStartLimit.Total} sessions start in "
                + "all (session_start_limit.total). Such a response is not accepted. Check the API address, or fix the number with "
                    + "GatewayOptions.ShardCount.");
        }
    }

    private static SessionStartLimit ReadLimit(ref Utf8JsonReader reader, DateTimeOffset now)
    {
        int total = 0;
        int remaining = 0;
        long resetAfterMilliseconds = 0;
        int maxConcurrency = 1;
        var properties = new PropertyReader();
        while (properties.Next(ref reader))
        {
            switch (properties.ReadName(ref reader))
            {
                case "total":
                    total = (int)ReadWhole(reader, int.MaxValue);
                    break;
                case "remaining":
                    remaining = (int)ReadWhole(reader, int.MaxValue);
                    break;
                case "reset_after":
                    resetAfterMilliseconds = ReadWhole(reader, long.MaxValue);
                    break;
                case "max_concurrency":
                    maxConcurrency = (int)Math.Max(1, ReadWhole(reader, int.MaxValue));
                    break;
            }
        }

        return new SessionStartLimit(
            total, remaining, now.AddMilliseconds(Math.Clamp(resetAfterMilliseconds, 0, LongestReset)), maxConcurrency);
    }

    /// <summary>Reads a whole number in any form that JSON allows.</summary>
    private static long ReadWhole(in Utf8JsonReader reader, long most) =>
        WholeNumber.TryRead(reader, -most, most, out long value)
            ? value
            : throw new FormatException("A value is not a whole number, or is out of range.");
}
