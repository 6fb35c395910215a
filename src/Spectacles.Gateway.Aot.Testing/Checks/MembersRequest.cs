using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>A client's request for members of a guild: by the beginning of their names (an empty query means all), or by ids.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
internal sealed record MembersRequest(string? Query, HashSet<ulong> UserIds, long Limit, bool Presences, string? Nonce)
{
    private const int MaxMembers = 100;
    private const int MaxNonceBytes = 32;

    /// <summary>Whether the request is for members with any name, with any limit. Such a request needs an intent.</summary>
    public bool IsForAll => Query is { Length: 0 };

    /// <summary>Whether the request is for the whole list, which is rate limited.</summary>
    public bool IsWhole => IsForAll && Limit == 0;

    /// <summary>Reads the payload; false when Discord could not decode it.</summary>
    public static bool TryRead(JsonSlice data, out MembersRequest request)
    {
        request = null!;
        var userIds = data["user_ids"u8];
        string? query = data["query"u8].AsString();
        if (query is null == userIds.IsNullOrAbsent)
        {
            return false;
        }

        long limit = 0;
        var sent = data["limit"u8];
        if (query is not null && !sent.IsNullOrAbsent && (!sent.TryGetInt64(out limit) || limit < 0))
        {
            return false;
        }

        // The documentation requires a limit with a query. Clients that leave it out are served as with the largest one.
        if (query is { Length: > 0 } && limit == 0)
        {
            limit = MaxMembers;
        }

        string? nonce = data["nonce"u8].AsString();
        if (nonce is not null && Encoding.UTF8.GetByteCount(nonce) > MaxNonceBytes)
        {
            nonce = null;
        }

        request = new MembersRequest(query, ReadIds(userIds), limit, data["presences"u8].IsTrue, nonce);
        return true;
    }

    /// <summary>The members to return: at most 100, unless the request is for all members.</summary>
    public List<SimulatedMember> Select(IReadOnlyList<SimulatedMember> members)
    {
        if (Query is null)
        {
            return [.. members.Where(member => UserIds.Contains(member.User.Id))];
        }

        long most = IsForAll ? Limit == 0 ? members.Count : Limit : Math.Min(Limit, MaxMembers);
        return
        [
            .. members
                .Where(member => member.User.Name.StartsWith(Query, StringComparison.OrdinalIgnoreCase))
                .Take((int)Math.Min(most, members.Count)),
        ];
    }

    private static HashSet<ulong> ReadIds(JsonSlice userIds)
    {
        HashSet<ulong> ids = [];
        if (userIds.TryGetSnowflake(out ulong single))
        {
            ids.Add(single);
        }

        foreach (var element in userIds)
        {
            if (ids.Count < MaxMembers && element.TryGetSnowflake(out ulong id))
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
