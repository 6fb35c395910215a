using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>The body of a call that creates or changes a channel of a guild.</summary>
/// <remarks>https://discord.com/developers/docs/resources/channel#modify-channel-json-params-guild-channel</remarks>
internal static class ChannelBody
{
    private const int LongestTopic = 1024;
    private const int MostChildren = 50;
    private const int MostInVoice = 99;
    private const int BestInVoice = 96_000;
    private const int BestOnStage = 64_000;

    /// <summary>What Discord finds wrong, beyond the schema, with the body for a channel of this kind.</summary>
    public static void Check(JsonElement body, ChannelKind kind, SimulatedGuild guild, Snowflake? self, FormErrors errors)
    {
        if (kind is not (ChannelKind.Forum or ChannelKind.Media) && body.Text("topic")?.EnumerateRunes().Count() > LongestTopic)
        {
            errors["topic"].Add("BASE_TYPE_MAX_LENGTH", $"Must be {LongestTopic} or fewer in length.");
        }

        CheckMost(body, "bitrate", kind == ChannelKind.Stage ? BestOnStage : BestInVoice, errors);
        if (kind == ChannelKind.Voice)
        {
            CheckMost(body, "user_limit", MostInVoice, errors);
        }

        CheckParent(body, guild, self, errors["parent_id"]);
    }

    /// <summary>Whether the parent in the body is a category with room for one more channel.</summary>
    public static void CheckParent(JsonElement body, SimulatedGuild guild, Snowflake? self, FormErrors errors)
    {
        if (body.Id("parent_id") is not { } id)
        {
            return;
        }

        var parent = guild.Channels.FirstOrDefault(channel => channel.Id == id);
        if (parent is null)
        {
            errors.Add("CHANNEL_PARENT_INVALID", "Category does not exist");
        }
        else if (parent.Kind != ChannelKind.Category || parent.Id == self)
        {
            errors.Add("CHANNEL_PARENT_INVALID_TYPE", "Not a category");
        }
        else if (guild.Channels.Count(channel => channel.Parent == id && channel.Id != self) >= MostChildren)
        {
            errors.Add("CHANNEL_PARENT_MAX_CHANNELS", $"Maximum number of channels in category reached ({MostChildren})");
        }
    }

    /// <summary>The channel with the fields that were sent.</summary>
    public static SimulatedChannel Apply(SimulatedChannel channel, JsonElement body, SimulatedGuild guild, IdSource ids)
    {
        var settings = channel.Settings
            .With(body, "topic", "rtc_region", "default_sort_order", "default_tag_setting")
            .WithScalars(
                body,
                "nsfw",
                "bitrate",
                "user_limit",
                "rate_limit_per_user",
                "video_quality_mode",
                "default_auto_archive_duration",
                "default_thread_rate_limit_per_user",
                "default_forum_layout",
                "flags");
        if (body.Has("available_tags"))
        {
            settings = settings.With("available_tags", ReadTags(body, ids));
        }

        if (body.Has("default_reaction_emoji"))
        {
            settings = settings.With("default_reaction_emoji", ReadEmoji(body.Field("default_reaction_emoji")));
        }

        return channel with
        {
            Name = body.Text("name") ?? channel.Name,
            Kind = (ChannelKind)(body.Integer("type") ?? (long)channel.Kind),
            Position = (int)(body.Integer("position") ?? channel.Position),
            Parent = body.Has("parent_id") ? body.Id("parent_id") : channel.Parent,
            Overwrites = body.Has("permission_overwrites") ? ReadOverwrites(body, guild) : channel.Overwrites,
            Settings = settings,
        };
    }

    /// <summary>An overwrite. Without a type, it is for the role with its id, or else for a member.</summary>
    public static PermissionOverwrite ReadOverwrite(JsonElement entry, Snowflake id, SimulatedGuild guild) => new(
        id,
        entry.Integer("type") is { } type ? type == 1 : !HasRole(guild, id),
        (ulong)(entry.Integer("allow") ?? 0),
        (ulong)(entry.Integer("deny") ?? 0));

    public static bool HasRole(SimulatedGuild guild, Snowflake id) => guild.Roles.Any(role => role.Id == id);

    private static List<PermissionOverwrite> ReadOverwrites(JsonElement body, SimulatedGuild guild) =>
        [.. body.Elements("permission_overwrites").Select(entry => ReadOverwrite(entry, entry.Id("id") ?? default, guild))];

    /// <summary>The tags of a forum. A tag without an id is new.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/channel#forum-tag-object</remarks>
    private static byte[] ReadTags(JsonElement body, IdSource ids) => Json.Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var tag in body.Elements("available_tags"))
        {
            writer.WriteStartObject();
            writer.WriteId("id", tag.Id("id") ?? ids.Now());
            writer.WriteString("name", tag.Text("name"));
            writer.WriteBoolean("moderated", tag.Flag("moderated") ?? false);
            WriteEmojiFields(writer, tag);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <remarks>https://discord.com/developers/docs/resources/channel#default-reaction-object</remarks>
    private static byte[] ReadEmoji(JsonElement emoji) => emoji.ValueKind != JsonValueKind.Object
        ? "null"u8.ToArray()
        : Json.Write(writer =>
        {
            writer.WriteStartObject();
            WriteEmojiFields(writer, emoji);
            writer.WriteEndObject();
        });

    private static void WriteEmojiFields(Utf8JsonWriter writer, JsonElement emoji)
    {
        writer.WriteId("emoji_id", emoji.Id("emoji_id"));
        writer.WriteString("emoji_name", emoji.Text("emoji_name"));
    }

    private static void CheckMost(JsonElement body, string name, int most, FormErrors errors)
    {
        if (body.Integer(name) > most)
        {
            errors[name].Add("NUMBER_TYPE_MAX", $"int value should be less than or equal to {most}.");
        }
    }
}
