using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Requires permissions in the channel from the user of a method, or of all methods of a class. They are checked at each interaction, and
/// a command is registered so that Discord shows it only to members who have them.
/// </summary>
/// <remarks>
/// An administrator of a guild can show a command to other members; they do not pass the check. Use
/// <see cref="DefaultMemberPermissionsAttribute"/> if they should. The attribute of a method replaces that of its class. In direct messages
/// there is no member, and only methods that require nothing of the user can be used.
/// https://discord.com/developers/docs/topics/permissions
/// </remarks>
/// <param name="user">The permissions that the user needs in the channel.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class RequirePermissionsAttribute(Permissions user) : Attribute
{
    /// <summary>The permissions that the user needs in the channel.</summary>
    public Permissions User { get; } = user;

    /// <summary>The permissions that the bot needs in the channel.</summary>
    public Permissions Bot { get; set; }
}
