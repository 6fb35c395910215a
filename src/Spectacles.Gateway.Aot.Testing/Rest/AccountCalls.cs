using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls with which a bot starts: the gateway's address, its own account and application, voice regions.</summary>
internal static class AccountCalls
{
    private static readonly string[] VoiceRegions = ["brazil", "japan", "rotterdam", "us-east"];

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", "/gateway", GetGateway);
        routes.Map("GET", "/gateway/bot", GetGatewayBot);
        routes.Map("GET", "/users/@me", static call => RestAnswer.Ok(writer => writer.WriteOwnUser(call.World.Bot)));
        routes.Map("GET", "/oauth2/applications/@me", GetApplication);
        routes.Map("GET", "/applications/@me", GetApplication);
        routes.Map("GET", "/voice/regions", static _ => RestAnswer.Ok(WriteVoiceRegions));
    }

    /// <remarks>https://discord.com/developers/docs/events/gateway#get-gateway</remarks>
    private static RestAnswer GetGateway(RestRequest call) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("url", call.State.Url);
        writer.WriteEndObject();
    });

    /// <remarks>https://discord.com/developers/docs/events/gateway#get-gateway-bot</remarks>
    private static RestAnswer GetGatewayBot(RestRequest call) => RestAnswer.Ok(writer =>
    {
        var starts = call.State.Rules.Starts;
        (int remaining, var resetAfter) = starts.Read();
        writer.WriteStartObject();
        writer.WriteString("url", call.State.Url);
        writer.WriteNumber("shards", call.State.RecommendedShards);
        writer.WriteStartObject("session_start_limit");
        writer.WriteNumber("total", starts.Total);
        writer.WriteNumber("remaining", remaining);
        writer.WriteNumber("reset_after", (long)resetAfter.TotalMilliseconds);
        writer.WriteNumber("max_concurrency", call.State.Rules.MaxConcurrency);
        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    private static RestAnswer GetApplication(RestRequest call) =>
        new(200, ReadyWriting.Application(call.World, call.State.Rules.EnabledPrivilegedIntents));

    /// <remarks>https://discord.com/developers/docs/resources/voice#voice-region-object</remarks>
    public static void WriteVoiceRegions(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        foreach (string id in VoiceRegions)
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("name", id);
            writer.WriteBoolean("optimal", id == VoiceRegions[^1]);
            writer.WriteBoolean("deprecated", false);
            writer.WriteBoolean("custom", false);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
