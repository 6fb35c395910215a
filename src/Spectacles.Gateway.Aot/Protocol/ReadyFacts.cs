using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>What the shard itself reads of READY, so that no bot pays for the READY model to stay connected.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#ready</remarks>
internal static class ReadyFacts
{
    /// <summary>A longer one would not fit into a RESUME of 4096 bytes beside the token. Discord's has 32 characters.</summary>
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
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isId = reader.ValueTextEquals("session_id"u8);
                bool isUrl = reader.ValueTextEquals("resume_gateway_url"u8);
                bool isUser = reader.ValueTextEquals("user"u8);
                bool isApplication = reader.ValueTextEquals("application"u8);
                reader.Read();
                if (isId)
                {
                    // A number stands for its text, as in every field.
                    id = reader.TokenType == JsonTokenType.Number ? Encoding.ASCII.GetString(reader.ValueSpan) : reader.GetString();
                }
                else if (isUrl)
                {
                    url = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                    reader.Skip();
                }
                else if (isUser)
                {
                    user = ObjectId.Read(ref reader);
                }
                else if (isApplication)
                {
                    application = ObjectId.Read(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }

        // Servers other than Discord's leave the address out: then the session resumes where it began.
        return id is { Length: > 0 and <= LongestSessionId }
            ? new Session(id, GatewayAddress.TryParse(url, out var resumeUrl) ? resumeUrl : null) { UserId = user, ApplicationId = application }
            : null;
    }
}
