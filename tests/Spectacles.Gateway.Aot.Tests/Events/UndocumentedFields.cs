namespace Spectacles.Gateway.Tests.Events;

/// <summary>What Discord sends and the schema leaves out, by the type that it stands in, and why.</summary>
internal static class UndocumentedFields
{
    private const string Observed = "Sent, and not in the documentation.";
    private const string OfUserAccounts = "Sent, and empty: for user accounts.";
    private const string InExamples = "In an example of the documentation, in none of its tables.";
    private const string Replaced = "Replaced by primary_guild.";
    private const string Deprecated = "Deprecated: the overlay leaves it out.";

    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["Activity.metadata"] = Observed,
        ["Application.hook"] = Observed,
        ["Application.is_monetized"] = Observed,
        ["Application.is_verified"] = Observed,
        ["Application.storefront_available"] = Observed,
        ["Application.summary"] = Deprecated,
        ["Application.type"] = Observed,
        ["Attachment.content_scan_version"] = Observed,
        ["Attachment.original_content_type"] = Observed,
        ["AutoModerationRule.version"] = Observed,
        ["AvatarDecorationData.expires_at"] = Observed,
        ["Channel.icon_emoji"] = Observed,
        ["Channel.recipient_flags"] = Observed,
        ["Channel.status"] = "Sent in voice channels; documented as an event and in CHANNEL_INFO only.",
        ["Channel.template"] = Observed,
        ["Channel.theme_color"] = Observed,
        ["Channel.version"] = Observed,
        ["ClientStatus.embedded"] = Observed,
        ["Embed.content_scan_version"] = Observed,
        ["Emoji.version"] = Observed,
        ["Entitlement.gift_code_flags"] = InExamples,
        ["Entitlement.promotion_id"] = InExamples,
        ["Entitlement.subscription_id"] = InExamples,
        ["Guild.application_command_counts"] = Observed,
        ["Guild.embedded_activities"] = Observed,
        ["Guild.home_header"] = Observed,
        ["Guild.inventory_settings"] = Observed,
        ["Guild.latest_onboarding_question_id"] = Observed,
        ["Guild.lazy"] = Observed,
        ["Guild.nsfw"] = "Replaced by nsfw_level.",
        ["Guild.version"] = Observed,
        ["GuildMemberUpdate.unusual_dm_activity_until"] = Observed,
        ["GuildScheduledEvent.auto_start"] = Observed,
        ["GuildScheduledEvent.guild_scheduled_event_exceptions"] = Observed,
        ["GuildScheduledEvent.sku_ids"] = Observed,
        ["IntegrationApplication.summary"] = Deprecated,
        ["IntegrationApplication.type"] = Observed,
        ["InteractionCreate.entitlement_sku_ids"] = "Replaced by entitlements.",
        ["InviteCreate.type"] = Observed,
        ["MessageInteractionMetadata.command_type"] = Observed,
        ["MessageInteractionMetadata.name"] = Observed,
        ["Nameplate.expires_at"] = InExamples,
        ["PartialMember.unusual_dm_activity_until"] = InExamples,
        ["PartialUser.clan"] = Replaced,
        ["PartialUser.display_name_styles"] = InExamples,
        ["Presence.broadcast"] = Observed,
        ["Presence.processed_at_timestamp"] = Observed,
        ["Reaction.burst_count"] = Observed,
        ["Reaction.burst_me"] = Observed,
        ["Ready.auth"] = OfUserAccounts,
        ["Ready.game_relationships"] = OfUserAccounts,
        ["Ready.geo_ordered_rtc_regions"] = Observed,
        ["Ready.guild_join_requests"] = OfUserAccounts,
        ["Ready.presences"] = OfUserAccounts,
        ["Ready.private_channels"] = OfUserAccounts,
        ["Ready.relationships"] = OfUserAccounts,
        ["Ready.user_settings"] = OfUserAccounts,
        ["Role.description"] = InExamples,
        ["Role.version"] = Observed,
        ["SoundboardSound.user_id"] = Observed,
        ["Sticker.version"] = Observed,
        ["ThreadListSync.most_recent_messages"] = Observed,
        ["ThreadMember.mute_config"] = OfUserAccounts,
        ["ThreadMember.muted"] = OfUserAccounts,
        ["ThreadMembersUpdate.member_ids_preview"] = Observed,
        ["UnfurledMediaItem.content_scan_metadata"] = Observed,
        ["UnfurledMediaItem.id"] = Observed,
        ["UnfurledMediaItem.original_content_type"] = Observed,
        ["User.clan"] = Replaced,
        ["User.display_name_styles"] = InExamples,
    };

    /// <summary>The entry for a property of an object, whichever of its types it stands under.</summary>
    public static string? EntryOf(string type, string name) =>
        SchemaFields.Lineage(type).Select(owner => $"{owner}.{name}").FirstOrDefault(All.ContainsKey);
}
