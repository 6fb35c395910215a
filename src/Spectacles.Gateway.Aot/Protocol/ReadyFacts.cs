using System.Text.Json;

namespace Spectacles.Gateway.Protocol;

/// <summary>What the shard itself reads of READY, so that no bot pays for the READY model to stay connected.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#ready</remarks>
internal static class ReadyFacts
{
    public static Session? ReadSession(ReadOnlySpan<byte> data)
    {
        string? id = null;
        string? url = null;
        try
        {
            var reader = new Utf8JsonReader(data);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isId = reader.ValueTextEquals("session_id"u8);
                bool isUrl = reader.ValueTextEquals("resume_gateway_url"u8);
                reader.Read();
                if (isId)
                {
                    id = reader.GetString();
                }
                else if (isUrl)
                {
                    url = reader.GetString();
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

        return id is not null && GatewayAddress.TryParse(url, out var resumeUrl) ? new Session(id, resumeUrl) : null;
    }
}
