using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Registers a command, or all commands of a class, so that only members with these permissions see it. Administrators of a guild can
/// change that, and nothing is checked when the command is used.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#permissions</remarks>
/// <param name="permissions">The permissions; <see cref="Permissions.None"/> for administrators only.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class DefaultMemberPermissionsAttribute(Permissions permissions) : Attribute
{
    /// <summary>The permissions.</summary>
    public Permissions Permissions { get; } = permissions;
}
