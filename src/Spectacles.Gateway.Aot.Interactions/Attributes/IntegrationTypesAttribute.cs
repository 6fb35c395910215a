using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// The kinds of installation with which a command, or all commands of a class, can be used. Without it, Discord uses those that the
/// application supports.
/// </summary>
/// <remarks>https://discord.com/developers/docs/resources/application#installation-context</remarks>
/// <param name="types">Installed to a guild, or to a user.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class IntegrationTypesAttribute(params ApplicationIntegrationType[] types) : Attribute
{
    /// <summary>The kinds of installation.</summary>
    public IReadOnlyList<ApplicationIntegrationType> Types { get; } = types;
}
