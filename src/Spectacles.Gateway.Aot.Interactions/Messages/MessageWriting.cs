using System.Collections.Immutable;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Writes messages as Discord's bodies, without intermediate objects.</summary>
internal static class MessageWriting
{
    /// <summary>Writes the message as an object.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="message">The message.</param>
    /// <param name="isEdit">Whether it changes a message, which cannot become ephemeral or silent.</param>
    public static void WriteMessage(this Utf8JsonWriter writer, InteractionMessage message, bool isEdit)
    {
        writer.WriteStartObject();
        if (message.Content is { } content)
        {
            writer.WriteString("content"u8, content);
        }

        writer.WriteModels("embeds"u8, message.Embeds);
        writer.WriteModels("components"u8, message.Components);
        writer.WriteStartObject("allowed_mentions"u8);
        writer.WriteStartArray("parse"u8);
        WriteTarget(writer, message.Mentions, MentionTargets.Users, "users"u8);
        WriteTarget(writer, message.Mentions, MentionTargets.Roles, "roles"u8);
        WriteTarget(writer, message.Mentions, MentionTargets.Everyone, "everyone"u8);
        writer.WriteEndArray();
        writer.WriteEndObject();
        if (FlagsOf(message, isEdit) is not 0 and var flags)
        {
            writer.WriteNumber("flags"u8, (int)flags);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes a list of models, unless it is not set.</summary>
    public static void WriteModels<T>(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, ImmutableArray<T> models)
        where T : class, IGatewayModel<T>
    {
        if (models.IsDefault)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var model in models)
        {
            T.Write(writer, model);
        }

        writer.WriteEndArray();
    }

    private static MessageFlags FlagsOf(InteractionMessage message, bool isEdit) =>
        (message.Ephemeral && !isEdit ? MessageFlags.Ephemeral : 0)
        | (message.SuppressEmbeds ? MessageFlags.SuppressEmbeds : 0)
        | (message.SuppressNotifications && !isEdit ? MessageFlags.SuppressNotifications : 0)
        | (ComponentLimits.NeedsVersion2(message.Components) ? MessageFlags.IsComponentsV2 : 0);

    private static void WriteTarget(Utf8JsonWriter writer, MentionTargets chosen, MentionTargets target, ReadOnlySpan<byte> name)
    {
        if ((chosen & target) != 0)
        {
            writer.WriteStringValue(name);
        }
    }
}
