using System.Globalization;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>READY and the application with every field that Discord sends to a bot.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#ready</remarks>
internal static class ReadyWriting
{
    // The limited flags, which an unverified bot has for its privileged intents.
    private const int PresenceLimited = 1 << 13;
    private const int MembersLimited = 1 << 15;
    private const int MessageContentLimited = 1 << 19;

    public static byte[] Resumed { get; } = """{"_trace":["[\"simulated-gateway\",{\"micros\":0}]"]}"""u8.ToArray();

    public static byte[] Ready(
        SimulatedWorld world,
        int version,
        string resumeUrl,
        SimulatedSession session,
        bool withShard,
        IEnumerable<SimulatedGuild> guilds,
        GatewayIntents enabled) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("v", version);
        writer.WriteStartObject("user_settings");
        writer.WriteEndObject();
        writer.WritePropertyName("user");
        writer.WriteOwnUser(world.Bot);
        writer.WriteString("session_type", "normal");
        writer.WriteString("session_id", session.Id);
        writer.WriteString("resume_gateway_url", resumeUrl);
        writer.WriteEmptyArrays(
            "relationships", "private_channels", "presences", "guild_join_requests", "geo_ordered_rtc_regions", "game_relationships");
        writer.WriteStartArray("guilds");
        foreach (var guild in guilds)
        {
            writer.WriteStartObject();
            writer.WriteBoolean("unavailable", true);
            writer.WriteId("id", guild.Id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("auth");
        writer.WriteEndObject();
        if (withShard)
        {
            writer.WriteStartArray("shard");
            writer.WriteNumberValue(session.ShardId);
            writer.WriteNumberValue(session.ShardCount);
            writer.WriteEndArray();
        }

        writer.WriteStartObject("application");
        writer.WriteId("id", world.ApplicationId);
        writer.WriteFlags(enabled);
        writer.WriteEndObject();
        writer.WriteStartArray("_trace");
        writer.WriteStringValue("[\"simulated-gateway\",{\"micros\":0}]");
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The response to <c>GET /oauth2/applications/@me</c>.</summary>
    public static byte[] Application(SimulatedWorld world, GatewayIntents enabled) => Json.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteId("id", world.ApplicationId);
        writer.WriteString("name", world.Bot.Name);
        writer.WriteNulls("icon", "team", "type", "bot_public_key");
        writer.WriteString("description", "");
        writer.WriteString("summary", "");
        writer.WriteBoolean("bot_public", true);
        writer.WriteBoolean("bot_require_code_grant", false);
        writer.WriteString("verify_key", new string('0', 64));
        writer.WriteFlags(enabled);
        writer.WriteBoolean("hook", true);
        writer.WriteEmptyArrays("redirect_uris", "tags", "rpc_origins");
        writer.WriteNulls("interactions_endpoint_url", "role_connections_verification_url");
        writer.WriteNumber("approximate_guild_count", world.Guilds.Count);
        writer.WriteNumber("approximate_user_install_count", 0);
        writer.WriteNumber("approximate_user_authorization_count", 0);
        writer.WriteNumber("explicit_content_filter", 0);
        writer.WriteEmptyArrays("eligible_oauth2_scopes");
        writer.WritePropertyName("bot");
        writer.WriteUser(world.Bot);
        writer.WritePropertyName("owner");
        writer.WriteUser(world.Guilds is [{ People: [var owner, ..] }, ..] ? owner.User : world.Bot);
        writer.WriteEndObject();
    });

    private static void WriteFlags(this Utf8JsonWriter writer, GatewayIntents enabled)
    {
        int flags = ((enabled & GatewayIntents.GuildPresences) != 0 ? PresenceLimited : 0)
            | ((enabled & GatewayIntents.GuildMembers) != 0 ? MembersLimited : 0)
            | ((enabled & GatewayIntents.MessageContent) != 0 ? MessageContentLimited : 0);
        writer.WriteNumber("flags", flags);
        writer.WriteString("flags_new", flags.ToString(CultureInfo.InvariantCulture));
    }
}
