namespace Spectacles.Gateway.Testing;

/// <summary>Whose membership of a thread a THREAD_MEMBERS_UPDATE changes.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#thread-members-update</remarks>
internal static class ThreadMembership
{
    /// <summary>Whether this user was added to or removed from the thread.</summary>
    public static bool Changes(JsonSlice update, ulong userId)
    {
        foreach (var member in update["added_members"u8])
        {
            if (member["user_id"u8].TryGetSnowflake(out ulong added) && added == userId)
            {
                return true;
            }
        }

        foreach (var id in update["removed_member_ids"u8])
        {
            if (id.TryGetSnowflake(out ulong removed) && removed == userId)
            {
                return true;
            }
        }

        return false;
    }
}
