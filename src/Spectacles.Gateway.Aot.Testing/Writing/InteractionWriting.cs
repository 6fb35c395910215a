using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>INTERACTION_CREATE with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object</remarks>
internal static class InteractionWriting
{
    private const int LargestAttachment = 10 << 20;
    private const int GuildContext = 0;
    private const int DirectContext = 1;

    /// <param name="writer">The writer.</param>
    /// <param name="interaction">The interaction.</param>
    /// <param name="place">Who started it, and where.</param>
    /// <param name="applicationId">The bot's application.</param>
    /// <param name="data">The JSON of <c>data</c>.</param>
    public static void WriteInteraction(
        this Utf8JsonWriter writer, PendingInteraction interaction, InteractionPlace place, Snowflake applicationId, byte[] data)
    {
        writer.WriteStartObject();
        writer.WriteId("id", interaction.Id);
        writer.WriteId("application_id", applicationId);
        writer.WriteNumber("type", (int)interaction.Kind);
        writer.WritePropertyName("data");
        writer.WriteRawValue(data, skipInputValidation: true);
        if (place.Guild is { } guild)
        {
            WriteGuild(writer, guild);
        }

        writer.WritePropertyName("channel");
        writer.WriteChannel(interaction.Channel, withGuild: true);
        writer.WriteId("channel_id", interaction.Channel.Id);
        if (interaction.Source is { } message)
        {
            writer.WritePropertyName("message");
            writer.WriteMessage(message, asEvent: false);
        }

        WriteUser(writer, place);
        writer.WriteString("token", interaction.Token);
        writer.WriteNumber("version", 1);
        writer.WriteString("app_permissions", place.Guild is { } here
            ? MemberPermissions.In(here, here.Bot, place.Channel)
            : Permissions.BotInDirectMessage);
        writer.WriteString("locale", "en-US");
        writer.WriteEmptyArrays("entitlements", "entitlement_sku_ids");
        writer.WriteStartObject("authorizing_integration_owners");
        writer.WriteId("0", place.Guild?.Id ?? default(Snowflake));
        writer.WriteEndObject();
        writer.WriteNumber("context", place.Guild is null ? DirectContext : GuildContext);
        writer.WriteNumber("attachment_size_limit", LargestAttachment);
        writer.WriteEndObject();
    }

    private static void WriteGuild(Utf8JsonWriter writer, SimulatedGuild guild)
    {
        writer.WriteStartObject("guild");
        writer.WriteId("id", guild.Id);
        writer.WriteString("locale", "en-US");
        writer.WriteEmptyArrays("features");
        writer.WriteEndObject();
        writer.WriteId("guild_id", guild.Id);
        writer.WriteString("guild_locale", "en-US");
    }

    /// <summary>The member in a guild, or the user in a direct message.</summary>
    private static void WriteUser(Utf8JsonWriter writer, InteractionPlace place)
    {
        if (place is { Member: { } member, Guild: { } guild })
        {
            writer.WritePropertyName("member");
            writer.WriteMember(member, withUser: true, MemberPermissions.In(guild, member, place.Channel));
        }
        else
        {
            writer.WritePropertyName("user");
            writer.WriteUser(place.User);
        }
    }
}
