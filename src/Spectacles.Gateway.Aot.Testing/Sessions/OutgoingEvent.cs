using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>An event to dispatch, with the data that decides which sessions receive it.</summary>
internal readonly record struct OutgoingEvent
{
    public OutgoingEvent(string name, byte[] data, ulong botId)
    {
        Name = name;
        Utf8Name = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
        Data = data;
        var slice = new JsonSlice(data);
        // Events about a guild have its id in id; all others have it in guild_id.
        var guild = name is "GUILD_CREATE" or "GUILD_UPDATE" or "GUILD_DELETE" ? slice["id"u8] : slice["guild_id"u8];
        if (guild.TryGetSnowflake(out ulong guildId))
        {
            GuildId = guildId;
        }

        IsAboutBot = name is "THREAD_MEMBERS_UPDATE"
            ? AddsOrRemoves(slice, botId)
            : slice["user"u8]["id"u8].TryGetSnowflake(out ulong user) && user == botId;
    }

    public string Name { get; }

    /// <summary>The name as escaped in a JSON string.</summary>
    public byte[] Utf8Name { get; }

    public byte[] Data { get; }

    public ulong? GuildId { get; }

    public bool IsAboutBot { get; }

    /// <summary>Whether THREAD_MEMBERS_UPDATE adds this user to the thread or removes it.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway-events#thread-members-update</remarks>
    private static bool AddsOrRemoves(JsonSlice change, ulong userId)
    {
        foreach (var added in change["added_members"u8])
        {
            if (added["user_id"u8].TryGetSnowflake(out ulong user) && user == userId)
            {
                return true;
            }
        }

        foreach (var removed in change["removed_member_ids"u8])
        {
            if (removed.TryGetSnowflake(out ulong user) && user == userId)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the event belongs to this shard: a guild's event to the guild's shard, every other event to shard 0.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</remarks>
    public bool BelongsTo(int shardId, int shardCount) =>
        GuildId is { } guild ? (int)((guild >> 22) % (ulong)shardCount) == shardId : shardId == 0;
}
