namespace Spectacles.Gateway.Testing;

/// <summary>The part of a list that a call asks for with <c>before</c>, <c>after</c> and <c>limit</c>.</summary>
internal static class IdPage
{
    /// <summary>
    /// The items before or after an id, in ascending order of ids. <c>before</c> means the last ones before it; with it, <c>after</c> is
    /// ignored.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/resources/guild#get-guild-bans</remarks>
    public static IEnumerable<T> Page<T>(this RestRequest call, IEnumerable<T> items, Func<T, Snowflake> id, int limit)
    {
        var ordered = items.OrderBy(item => id(item).Value);
        int count = call.QueryNumber("limit", limit);
        return call.QueryId("before") is { } before ? ordered.Where(item => id(item).Value < before.Value).TakeLast(count)
            : call.QueryId("after") is { } after ? ordered.Where(item => id(item).Value > after.Value).Take(count)
            : ordered.Take(count);
    }
}
