using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>INTERACTION_CREATE with every field that Discord sends.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object</remarks>
internal static class InteractionWriting
{
    private const int ApplicationCommandType = 2;
    private const int LargestAttachment = 10 << 20;

    public static void WriteCommandUse(
        this Utf8JsonWriter writer,
        PendingInteraction interaction,
        RegisteredCommand command,
        SimulatedGuild guild,
        SimulatedChannel channel,
        SimulatedMember member,
        Snowflake applicationId)
    {
        writer.WriteStartObject();
        writer.WriteId("id", interaction.Id);
        writer.WriteId("application_id", applicationId);
        writer.WriteNumber("type", ApplicationCommandType);
        writer.WriteStartObject("data");
        writer.WriteId("id", command.Id);
        writer.WriteString("name", command.Name);
        writer.WriteNumber("type", command.Type);
        if (command.GuildId is { } only)
        {
            writer.WriteId("guild_id", only);
        }

        writer.WriteEndObject();
        writer.WriteStartObject("guild");
        writer.WriteId("id", guild.Id);
        writer.WriteString("locale", "en-US");
        writer.WriteEmptyArrays("features");
        writer.WriteEndObject();
        writer.WriteId("guild_id", guild.Id);
        writer.WriteString("guild_locale", "en-US");
        writer.WritePropertyName("channel");
        writer.WriteChannel(channel, withGuild: true);
        writer.WriteId("channel_id", channel.Id);
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
