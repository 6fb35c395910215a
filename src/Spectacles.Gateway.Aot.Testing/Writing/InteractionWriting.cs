using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>INTERACTION_CREATE with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object</remarks>
internal static class InteractionWriting
{
    private const int LargestAttachment = 10 << 20;

    /// <param name="writer">The writer.</param>
    /// <param name="interaction">The interaction.</param>
    /// <param name="guild">The guild.</param>
    /// <param name="member">The user who started it.</param>
    /// <param name="applicationId">The bot's application.</param>
    /// <param name="writeData">Writes the fields of <c>data</c>.</param>
    public static void WriteInteraction(
        this Utf8JsonWriter writer,
        PendingInteraction interaction,
        SimulatedGuild guild,
        SimulatedMember member,
        Snowflake applicationId,
        Action<Utf8JsonWriter> writeData)
    {
        writer.WriteStartObject();
        writer.WriteId("id", interaction.Id);
        writer.WriteId("application_id", applicationId);
        writer.WriteNumber("type", (int)interaction.Kind);
        writer.WriteStartObject("data");
        writeData(writer);
        writer.WriteEndObject();
        writer.WriteStartObject("guild");
        writer.WriteId("id", guild.Id);
        writer.WriteString("locale", "en-US");
        writer.WriteEmptyArrays("features");
        writer.WriteEndObject();
        writer.WriteId("guild_id", guild.Id);
        writer.WriteString("guild_locale", "en-US");
        writer.WritePropertyName("channel");
        writer.WriteChannel(interaction.Channel, withGuild: true);
        writer.WriteId("channel_id", interaction.Channel.Id);
        if (interaction.Source is { } message)
        {
            writer.WritePropertyName("message");
            writer.WriteMessage(message, asEvent: false);
        }

        writer.WritePropertyName("member");
        writer.WriteMember(member, withUser: true, Permissions.Member);
        writer.WriteString("token", interaction.Token);
        writer.WriteNumber("version", 1);
        writer.WriteString("app_permissions", Permissions.Bot);
        writer.WriteString("locale", "en-US");
        writer.WriteEmptyArrays("entitlements", "entitlement_sku_ids");
        writer.WriteStartObject("authorizing_integration_owners");
        writer.WriteId("0", guild.Id);
        writer.WriteEndObject();
        writer.WriteNumber("context", 0);
        writer.WriteNumber("attachment_size_limit", LargestAttachment);
        writer.WriteEndObject();
    }
}
