using System.Text.Json;
using Spectacles.Gateway.Protocol;

namespace Spectacles.Gateway;

/// <summary>The answer of <c>GET /gateway/bot</c>.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway#get-gateway-bot</remarks>
internal sealed record GatewayInformation(Uri Url, int Shards, SessionStartLimit SessionStartLimit)
{
    /// <summary>30 days, of the one that Discord takes: whatever is said beyond is no time to wait for.</summary>
    private const long LongestReset = 30L * 24 * 60 * 60 * 1000;

    /// <exception cref="GatewayException">The answer is not what the documentation says.</exception>
    public static GatewayInformation Read(ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        string? url = null;
        int shards = 0;
        SessionStartLimit limit = new(1000, 1000, now, 1);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                string? name = reader.GetString();
                reader.Read();
                switch (name)
                {
                    case "url":
                        url = reader.GetString();
                        break;
                    case "shards":
                        shards = reader.GetInt32();
                        break;
                    case "session_start_limit" when reader.TokenType == JsonTokenType.StartObject:
                        limit = ReadLimit(ref reader, now);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new GatewayException("The API's answer to GET /gateway/bot is not the documented JSON. Check the API address.", e);
        }

        return shards > 0 && GatewayAddress.TryParse(url, out var address)
            ? new GatewayInformation(address, shards, limit)
            : throw new GatewayException("The API's answer to GET /gateway/bot lacks the url of a web socket, or shards. Check the API address.");
    }

    private static SessionStartLimit ReadLimit(ref Utf8JsonReader reader, DateTimeOffset now)
    {
        int total = 0;
        int remaining = 0;
        long resetAfterMilliseconds = 0;
        int maxConcurrency = 1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string? name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "total":
                    total = reader.GetInt32();
                    break;
                case "remaining":
                    remaining = reader.GetInt32();
                    break;
                case "reset_after":
                    resetAfterMilliseconds = reader.GetInt64();
                    break;
                case "max_concurrency":
                    maxConcurrency = Math.Max(1, reader.GetInt32());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new SessionStartLimit(total, remaining, now.AddMilliseconds(Math.Clamp(resetAfterMilliseconds, 0, LongestReset)), maxConcurrency);
    }
}
