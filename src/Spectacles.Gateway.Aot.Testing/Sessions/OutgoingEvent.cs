using System.Text.Encodings.Web;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>An event on its way to the sessions, with what decides who gets it.</summary>
internal readonly record struct OutgoingEvent
{
    public OutgoingEvent(string name, byte[] data, ulong botId)
    {
        Name = name;
        Utf8Name = JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes.ToArray();
        Data = data;
        var slice = new JsonSlice(data);
        // A guild's own events name it by their id; all others name the guild that they happened in.
        JsonSlice guild = name is "GUILD_CREATE" or "GUILD_UPDATE" or "GUILD_DELETE" ? slice["id"u8] : slice["guild_id"u8];
        if (guild.TryGetSnowflake(out ulong guildId)) GuildId = guildId;
        IsAboutBot = slice["user"u8]["id"u8].TryGetSnowflake(out ulong user) && user == botId;
    }

    public string Name { get; }

    /// <summary>The name as it stands between the quotes of a JSON string.</summary>
    public byte[] Utf8Name { get; }

    public byte[] Data { get; }

    public ulong? GuildId { get; }

    public bool IsAboutBot { get; }

    /// <summary>Whether the event belongs on this shard: a guild's on the guild's, every other one on the first.</summary>
    /// <remarks>https://discord.com/developers/docs/events/gateway#sharding-sharding-formula</remarks>
    public bool BelongsTo(int shardId, int shardCount) => GuildId is { } guild ? (int)((guild >> 22) % (ulong)shardCount) == shardId : shardId == 0;
}
