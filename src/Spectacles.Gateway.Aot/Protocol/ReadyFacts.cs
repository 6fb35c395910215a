using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>Reads the data that the shard itself needs of READY, so that a connection does not need the READY model.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#ready</remarks>
internal static class ReadyFacts
{
    /// <summary>
    /// The maximum length of a session id. Together with the token, a longer one would not fit into a RESUME of 4096 bytes. Discord's has
    /// 32 characters.
    /// </summary>
    private const int LongestSessionId = 1024;

    public static Session? ReadSession(ReadOnlySpan<byte> data)
    {
        string? id = null;
        string? url = null;
        Snowflake? user = null;
        Snowflake? application = null;
        try
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            var properties = new PropertyReader();
            while (properties.Next(ref reader))
            {
                if (properties.TryMoveTo(ref reader, "session_id"u8))
                {
                    // A number is read as its text, as in every field.
                    id = reader.TokenType == JsonTokenType.Number ? Encoding.ASCII.GetString(reader.ValueSpan) : reader.GetString();
                }
                else if (properties.TryMoveTo(ref reader, "resume_gateway_url"u8))
                {
                    url = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
                else if (properties.TryMoveTo(ref reader, "user"u8))
                {
                    user = ObjectId.Read(ref reader);
                }
                else if (properties.TryMoveTo(ref reader, "application"u8))
                {
                    application = ObjectId.Read(ref reader);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        // Some servers other than Discord's omit the address. The session then resumes at the address where it began.
        return id is { Length: > 0 and <= LongestSessionId }
            ? new Session(
                id, GatewayAddress.TryParse(url, out var resumeUrl) ? resumeUrl : null)
            { UserId = user, ApplicationId = application }
            : null;
    }
}
