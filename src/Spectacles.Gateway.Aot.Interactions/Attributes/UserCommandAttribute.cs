namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Marks a method as a command in the context menu of a user. It takes the <see cref="Interaction"/> and the user as
/// <see cref="Events.User"/> or <see cref="Events.GuildMember"/>.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#user-commands</remarks>
/// <param name="name">The name, 1 to 32 characters. It may contain spaces and capital letters.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class UserCommandAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
