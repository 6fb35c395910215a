using System.Text;
using System.Text.Json;

namespace Spectacles.Gateway;

/// <summary>
/// Requests members of a guild (op 8): all members, those whose names begin with a text, or those with given ids. Send it to the shard that
/// owns the guild.
/// </summary>
/// <remarks>
/// Discord answers with GUILD_MEMBERS_CHUNK events of up to 1000 members each.
/// https://discord.com/developers/docs/events/gateway-events#request-guild-members
/// </remarks>
public sealed record RequestGuildMembers : GatewayCommand
{
    /// <summary>The maximum number of members that Discord returns, unless all are requested.</summary>
    public const int MaxMembers = 100;

    /// <summary>The longest nonce, in bytes of UTF-8. Discord omits a longer one from its response.</summary>
    public const int MaxNonceBytes = 32;

    private RequestGuildMembers(Snowflake guildId, string? query, int limit, IReadOnlyList<Snowflake> userIds)
    {
        GuildId = guildId;
        Query = query;
        Limit = limit;
        UserIds = userIds;
    }

    /// <summary>The guild.</summary>
    public Snowflake GuildId { get; }

    /// <summary>The prefix of the names; empty for all members, null if ids are requested.</summary>
    public string? Query { get; }

    /// <summary>The maximum number of members; 0 for no limit.</summary>
    public int Limit { get; }

    /// <summary>The requested users.</summary>
    public IReadOnlyList<Snowflake> UserIds { get; }

    /// <summary>Whether the response includes the members' presences. Needs <see cref="GatewayIntents.GuildPresences"/>.</summary>
    public bool Presences { get; init; }

    /// <summary>The nonce that identifies the response; null for none.</summary>
    /// <exception cref="ArgumentException">The nonce has more than 32 bytes.</exception>
    public string? Nonce
    {
        get;
        init => field = value is null || Encoding.UTF8.GetByteCount(value) <= MaxNonceBytes
            ? value
            : throw new ArgumentException(
                $"A nonce can have at most {MaxNonceBytes} bytes; Discord omits a longer one from its response.", nameof(value));
    }

    /// <summary>The intents that a session needs to receive a complete response.</summary>
    internal GatewayIntents Intents =>
        (
            Query is { Length: 0 }
                ? GatewayIntents.GuildMembers
                : GatewayIntents.None) | (Presences ? GatewayIntents.GuildPresences : GatewayIntents.None);

    internal override Opcode Opcode => Opcode.RequestGuildMembers;

    /// <summary>
    /// Requests all members. Needs <see cref="GatewayIntents.GuildMembers"/>. Discord answers a request without a limit once per guild in
    /// 30 seconds, and otherwise sends RATE_LIMITED.
    /// </summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="limit">The maximum number of members; 0 for no limit.</param>
    public static RequestGuildMembers All(Snowflake guildId, int limit = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return new RequestGuildMembers(guildId, string.Empty, limit, []);
    }

    /// <summary>Requests members whose user name or nickname begins with a text.</summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="prefix">The text.</param>
    /// <param name="limit">The maximum number of members, up to 100.</param>
    public static RequestGuildMembers ByName(Snowflake guildId, string prefix, int limit = MaxMembers)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxMembers);
        return new RequestGuildMembers(guildId, prefix, limit, []);
    }

    /// <summary>Requests members by their ids. The response lists ids that do not belong to members as not found.</summary>
    /// <param name="guildId">The guild.</param>
    /// <param name="userIds">The users' ids, up to 100.</param>
    /// <exception cref="ArgumentException">There are no ids, or more than 100.</exception>
    public static RequestGuildMembers ByIds(Snowflake guildId, params IEnumerable<Snowflake> userIds)
    {
        Snowflake[] ids = [.. userIds.Distinct()];
        return ids.Length is > 0 and <= MaxMembers
            ? new RequestGuildMembers(guildId, null, 0, ids)
            : throw new ArgumentException($"A request can have 1 to {MaxMembers} ids, not {ids.Length}.", nameof(userIds));
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("guild_id"u8, GuildId.ToString());
        if (Query is null)
        {
            writer.WriteStartArray("user_ids"u8);
            foreach (var id in UserIds)
            {
                writer.WriteStringValue(id.ToString());
            }

            writer.WriteEndArray();
        }
        else
        {
            writer.WriteString("query"u8, Query);
        }

        writer.WriteNumber("limit"u8, Limit);
        if (Presences)
        {
            writer.WriteBoolean("presences"u8, true);
        }

        if (Nonce is not null)
        {
            writer.WriteString("nonce"u8, Nonce);
        }

        writer.WriteEndObject();
    }
}
