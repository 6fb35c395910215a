using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Rest;

/// <summary>What decides about the permissions of a member of a guild. It is a view of a list of roles, so nothing is allocated.</summary>
/// <remarks>https://discord.com/developers/docs/topics/permissions</remarks>
/// <example>
/// <code>
/// if (guild.PermissionsOf(MemberRoles.OfAuthor(message), channel).HasFlag(Permissions.ManageMessages)) { … }
/// </code>
/// </example>
public readonly ref struct MemberRoles
{
    /// <summary>Creates the view of a member.</summary>
    /// <param name="userId">The member's user id.</param>
    /// <param name="roles">The ids of the member's roles, without <c>@everyone</c>.</param>
    /// <param name="isTimedOut">Whether the member is timed out, which leaves only seeing channels and reading their history.</param>
    public MemberRoles(Snowflake userId, ReadOnlySpan<Snowflake> roles, bool isTimedOut = false)
    {
        UserId = userId;
        Roles = roles;
        IsTimedOut = isTimedOut;
    }

    /// <summary>The member's user id.</summary>
    public Snowflake UserId { get; }

    /// <summary>The ids of the member's roles, without <c>@everyone</c>.</summary>
    public ReadOnlySpan<Snowflake> Roles { get; }

    /// <summary>Whether the member is timed out.</summary>
    public bool IsTimedOut { get; }

    /// <summary>Creates the view of a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="timeProvider">The clock that decides whether the member is timed out; null for the system's.</param>
    public static MemberRoles Of(GuildMember member, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Of(member.User.Id, member, timeProvider);
    }

    /// <summary>Creates the view of a member whose user is known otherwise.</summary>
    /// <param name="userId">The member's user id.</param>
    /// <param name="member">The member.</param>
    /// <param name="timeProvider">The clock that decides whether the member is timed out; null for the system's.</param>
    public static MemberRoles Of(Snowflake userId, PartialMember member, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(member);
        return new MemberRoles(
            userId,
            member.Roles.AsSpan(),
            member.CommunicationDisabledUntil.Value is { } end && end.Instant > (timeProvider ?? TimeProvider.System).GetUtcNow());
    }

    /// <summary>Creates the view of the member who sent a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="timeProvider">The clock that decides whether the member is timed out; null for the system's.</param>
    /// <exception cref="ArgumentException">The message was sent by a webhook, or not in a guild.</exception>
    public static MemberRoles OfAuthor(MessageCreate message, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.Member is { } member
            ? Of(message.Author.Id, member, timeProvider)
            : throw new ArgumentException("The message has no member: it was sent by a webhook, or not in a guild.", nameof(message));
    }

    /// <summary>Returns whether the member has a role.</summary>
    internal bool Has(Snowflake roleId) => Roles.Contains(roleId);
}
