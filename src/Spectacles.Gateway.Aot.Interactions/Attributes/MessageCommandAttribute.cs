namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Marks a method as a command in the context menu of a message. It takes the <see cref="Interaction"/> and the
/// <see cref="Events.Message"/>.
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#message-commands</remarks>
/// <param name="name">The name, 1 to 32 characters. It may contain spaces and capital letters.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class MessageCommandAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
