namespace Spectacles.Gateway.Testing;

/// <summary>The properties that Discord documents as optional, or does not document, and whose absence changes no meaning.</summary>
/// <remarks>
/// https://discord.com/developers/docs/events/gateway-events#payload-structure, #ready and #guild-create on the same page,
/// https://discord.com/developers/docs/resources/user#user-object, https://discord.com/developers/docs/resources/message#message-object,
/// https://discord.com/developers/docs/resources/guild#guild-object
/// </remarks>
internal static class OptionalProperties
{
    /// <summary>Whether the property is left out.</summary>
    /// <param name="eventName">The event; null for another opcode.</param>
    /// <param name="place">The place of the object that holds the property.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="value">The property's value.</param>
    /// <param name="random">Decides where null and absence mean the same.</param>
    public static bool Contains(string? eventName, JsonPlace place, string name, ReadOnlySpan<byte> value, Random random) =>
        place.Depth switch
        {
            0 => name is "s" or "t" or "d" && eventName is null && value.SequenceEqual("null"u8) && random.Next(2) == 0,
            1 when eventName is null => name is "_trace",
            1 when eventName is "READY" =>
                name is not ("v" or "user" or "guilds" or "session_id" or "resume_gateway_url" or "shard" or "application"),
            1 when eventName is "RESUMED" => true,
            1 when eventName is "GUILD_CREATE" => name is "lazy" or "nsfw" or "version" or "embedded_activities" or "home_header"
                or "application_command_counts" or "max_presences" or "max_members" or "max_video_channel_users" or "hub_type"
                or "max_stage_video_channel_users" or "premium_subscription_count" or "widget_enabled" or "inventory_settings"
                or "latest_onboarding_question_id" || (name is "unavailable" && value.SequenceEqual("false"u8)),
            1 when eventName is "MESSAGE_CREATE" or "MESSAGE_UPDATE" => name is "nonce"
                || (name is "components" && value.SequenceEqual("[]"u8)),
            _ => name is "public_flags" or "avatar_decoration_data" or "collectibles" or "primary_guild" or "clan",
        };
}
