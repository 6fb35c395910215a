namespace Spectacles.Gateway.Rest;

/// <content>The usual ones.</content>
public sealed partial class AllowedMentions
{
    /// <summary>Nobody is notified.</summary>
    public static AllowedMentions None { get; } = new() { Parse = [], RepliedUser = false };

    /// <summary>Only the author of the message that is replied to is notified.</summary>
    public static AllowedMentions RepliedUserOnly { get; } = new() { Parse = [], RepliedUser = true };

    /// <summary>
    /// All whom the text mentions are notified: users, roles, and everyone if the bot has the permission; and the author of the message
    /// that is replied to. Do not use it with a text by a user.
    /// </summary>
    public static AllowedMentions All { get; } =
        new() { Parse = [AllowedMentionType.Everyone, AllowedMentionType.Role, AllowedMentionType.User], RepliedUser = true };

    /// <summary>Only these users are notified, as far as the text mentions them, at most 100.</summary>
    /// <param name="users">The ids of the users.</param>
    public static AllowedMentions OnlyUsers(params ReadOnlySpan<Snowflake> users) => new() { Parse = [], Users = [.. users] };

    /// <summary>Only the members of these roles are notified, as far as the text mentions the roles, at most 100.</summary>
    /// <param name="roles">The ids of the roles.</param>
    public static AllowedMentions OnlyRoles(params ReadOnlySpan<Snowflake> roles) => new() { Parse = [], Roles = [.. roles] };
}
