using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>Where a command, or all commands of a class, can be used. Without it, Discord's default applies.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#interaction-contexts</remarks>
/// <param name="contexts">Guilds, direct messages with the bot, other private channels.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class ContextsAttribute(params InteractionContextType[] contexts) : Attribute
{
    /// <summary>Where the command can be used.</summary>
    public IReadOnlyList<InteractionContextType> Contexts { get; } = contexts;
}
