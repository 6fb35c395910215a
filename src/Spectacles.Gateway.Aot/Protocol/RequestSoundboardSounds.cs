using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Asks for the soundboard sounds of guilds (op 31); SOUNDBOARD_SOUNDS answers, once for each guild. The guilds have to be the shard's:
/// <see cref="Cluster.RequestSoundboardSoundsAsync"/> sees to that.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds</remarks>
public sealed record RequestSoundboardSounds : GatewayCommand
{
    /// <summary>As many as fit into a payload: an id has 20 digits at most, two quotes and a comma.</summary>
    internal const int MostGuilds = (LargestPayload - 64) / 23;

    /// <summary>A request for these guilds.</summary>
    /// <param name="guildIds">The guilds.</param>
    /// <exception cref="ArgumentException">There is none, or more than fit into a payload: 175.</exception>
    public RequestSoundboardSounds(IEnumerable<Snowflake> guildIds)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        GuildIds = [.. guildIds];
        if (GuildIds.Count is 0 or > MostGuilds)
        {
            throw new ArgumentException($"A request is for 1 to {MostGuilds} guilds, not {GuildIds.Count}. Cluster.RequestSoundboardSoundsAsync divides them.", nameof(guildIds));
        }
    }

    /// <summary>The guilds.</summary>
    public IReadOnlyList<Snowflake> GuildIds { get; }

    internal override Opcode Opcode => Opcode.RequestSoundboardSounds;

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("guild_ids"u8);
        foreach (var id in GuildIds)
        {
            writer.WriteStringValue(id.ToString());
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
