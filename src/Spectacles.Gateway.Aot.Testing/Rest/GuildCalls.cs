namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls about a guild itself.</summary>
/// <remarks>https://discord.com/developers/docs/resources/guild</remarks>
internal static class GuildCalls
{
    private static readonly string[] Fields =
    [
        "description", "features", "afk_timeout", "system_channel_flags", "verification_level", "default_message_notifications",
        "explicit_content_filter", "premium_progress_bar_enabled", "preferred_locale",
    ];

    private static readonly string[] Channels =
    [
        "afk_channel_id", "rules_channel_id", "public_updates_channel_id", "safety_alerts_channel_id", "system_channel_id",
    ];

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", "/guilds/{guild_id}", GuildHandler.Read(Get));
        routes.Map("PATCH", "/guilds/{guild_id}", GuildHandler.Change(Update));
        routes.Map("GET", "/guilds/{guild_id}/preview", GuildHandler.Read(GetPreview));
        routes.Map("GET", "/guilds/{guild_id}/regions", GuildHandler.Read(GetRegions));
        routes.Map("GET", "/guilds/{guild_id}/vanity-url", GuildHandler.Read(GetVanityUrl));
    }

    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild</remarks>
    private static RestAnswer Get(RestRequest call, SimulatedGuild guild) =>
        RestAnswer.Ok(writer => writer.WriteGuild(guild, call.QueryFlag("with_counts")));

    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-preview</remarks>
    private static RestAnswer GetPreview(RestRequest call, SimulatedGuild guild) => RestAnswer.Ok(writer => writer.WritePreview(guild));

    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-voice-regions</remarks>
    private static RestAnswer GetRegions(RestRequest call, SimulatedGuild guild) => RestAnswer.Ok(AccountCalls.WriteVoiceRegions);

    /// <summary>A simulated guild has no address of its own.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-vanity-url</remarks>
    private static RestAnswer GetVanityUrl(RestRequest call, SimulatedGuild guild) => RestAnswer.Ok(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNull("code");
        writer.WriteNumber("uses", 0);
        writer.WriteEndObject();
    });

    /// <remarks>
    /// https://discord.com/developers/docs/resources/guild#modify-guild,
    /// https://discord.com/developers/docs/events/gateway-events#guild-update
    /// </remarks>
    private static RestAnswer Update(RestRequest call, SimulatedGuild guild)
    {
        var settings = guild.Settings
            .With(call.Body, Fields)
            .WithImages(call.Body, "icon", "splash", "discovery_splash", "banner", "home_header");
        foreach (string name in Channels)
        {
            if (!call.Body.Has(name))
            {
                continue;
            }

            var id = call.Body.Id(name);
            if (id is { } channel && !guild.Channels.Any(known => known.Id == channel))
            {
                return NotFound.Channel;
            }

            settings = settings.With(name, id);
        }

        guild.Name = call.Body.Text("name") ?? guild.Name;
        guild.Settings = settings;
        call.State.Dispatch("GUILD_UPDATE", Json.Write(writer => writer.WriteGuild(guild, withCounts: false)));
        return RestAnswer.Ok(writer => writer.WriteGuild(guild, withCounts: false));
    }
}
