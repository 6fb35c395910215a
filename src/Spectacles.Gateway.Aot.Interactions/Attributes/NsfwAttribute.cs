namespace Spectacles.Gateway.Interactions;

/// <summary>Registers a command, or all commands of a class, for channels with an age restriction only.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#agerestricted-commands</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class NsfwAttribute : Attribute;
