namespace Spectacles.Gateway.Interactions;

/// <summary>Who may be notified by the mentions in a message.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message#allowed-mentions-object</remarks>
[Flags]
public enum MentionTargets
{
    /// <summary>Nobody. Mentions are shown, but notify nobody.</summary>
    None = 0,

    /// <summary>The users who are mentioned.</summary>
    Users = 1 << 0,

    /// <summary>The members of the roles that are mentioned.</summary>
    Roles = 1 << 1,

    /// <summary><c>@everyone</c> and <c>@here</c>.</summary>
    Everyone = 1 << 2,
}
