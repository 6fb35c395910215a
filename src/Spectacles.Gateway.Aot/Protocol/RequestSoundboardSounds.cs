using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Requests the soundboard sounds of guilds (op 31). Discord answers with one SOUNDBOARD_SOUNDS event per guild. The guilds must belong to
/// the shard: <see cref="Cluster.RequestSoundboardSoundsAsync"/> chooses it.
/// </summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-soundboard-sounds</remarks>
public sealed record RequestSoundboardSounds : GatewayCommand
{
    /// <summary>The number of guilds that fit into a payload: an id has at most 20 digits, two quotes and a comma.</summary>
    internal const int MostGuilds = (LargestPayload - 64) / 23;

    /// <summary>Creates a request for guilds.</summary>
    /// <param name="guildIds">The guilds.</param>
    /// <exception cref="ArgumentException">There are no guilds, or more than fit into a payload: 175.</exception>
    public RequestSoundboardSounds(IEnumerable<Snowflake> guildIds)
    {
        ArgumentNullException.ThrowIfNull(guildIds);
        GuildIds = [.. guildIds];
        if (GuildIds.Count is 0 or > MostGuilds)
        {
            throw new ArgumentException(
                $"A request is for 1 to {MostGuilds} guilds, not {GuildIds.Count}. Cluster.RequestSoundboardSoundsAsync divides them.",
                nameof(guildIds));
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
