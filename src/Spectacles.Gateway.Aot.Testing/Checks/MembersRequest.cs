using System.Text;

namespace Spectacles.Gateway.Testing;

/// <summary>Which members of a guild a client asks for: those whose names begin with a query, all for the empty one, or those with the ids.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#request-guild-members</remarks>
internal sealed record MembersRequest(string? Query, HashSet<ulong> UserIds, long Limit, bool Presences, string? Nonce)
{
    private const int MostMembers = 100;
    private const int LongestNonce = 32;

    /// <summary>Whether the whole list of members is asked for, with whatever limit: it needs an intent and may be asked for only so often.</summary>
    public bool IsForAll => Query is { Length: 0 };

    /// <summary>Reads the payload; false when it does not have the shape that Discord decodes, or names no limit where it needs one.</summary>
    public static bool TryRead(JsonSlice data, out MembersRequest request)
    {
        request = null!;
        JsonSlice userIds = data["user_ids"u8];
        string? query = data["query"u8].AsString();
        if (query is null == userIds.IsNullOrAbsent) return false;
        long limit = 0;
        if (query is not null && (!data["limit"u8].TryGetInt64(out limit) || limit < 0)) return false;
        // No limit at all is for the whole list only.
        if (query is { Length: > 0 } && limit == 0) return false;
        string? nonce = data["nonce"u8].AsString();
        if (nonce is not null && Encoding.UTF8.GetByteCount(nonce) > LongestNonce) nonce = null;
        request = new MembersRequest(query, ReadIds(userIds), limit, data["presences"u8].IsTrue, nonce);
        return true;
    }

    /// <summary>The members that the request gets: 100 at most, save of the whole list.</summary>
    public List<SimulatedMember> Select(IReadOnlyList<SimulatedMember> members)
    {
        if (Query is null) return [.. members.Where(member => UserIds.Contains(member.User.Id))];
        long most = IsForAll ? Limit == 0 ? members.Count : Limit : Math.Min(Limit, MostMembers);
        return [.. members.Where(member => member.User.Name.StartsWith(Query, StringComparison.OrdinalIgnoreCase)).Take((int)Math.Min(most, members.Count))];
    }

    private static HashSet<ulong> ReadIds(JsonSlice userIds)
    {
        HashSet<ulong> ids = [];
        if (userIds.TryGetSnowflake(out ulong single)) ids.Add(single);
        foreach (JsonSlice element in userIds)
            if (ids.Count < MostMembers && element.TryGetSnowflake(out ulong id)) ids.Add(id);
        return ids;
    }
}
