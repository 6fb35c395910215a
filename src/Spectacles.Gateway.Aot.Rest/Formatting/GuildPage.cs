namespace Spectacles.Gateway.Rest;

/// <summary>A page of a guild to which a message can link.</summary>
/// <remarks>https://discord.com/developers/docs/reference#message-formatting-guild-navigation-types</remarks>
public enum GuildPage
{
    /// <summary>Channels and roles, with the questions of the onboarding.</summary>
    Customize,

    /// <summary>The list of all channels.</summary>
    Browse,

    /// <summary>The server guide.</summary>
    Guide,

    /// <summary>The linked roles.</summary>
    LinkedRoles,
}
