namespace Spectacles.Gateway.Generators;

/// <summary>What is asked for before a method is called, and how its answer is deferred.</summary>
/// <param name="AutoDefer">The member of DeferKind; empty for none.</param>
/// <param name="UserPermissions">The permissions that the user needs.</param>
/// <param name="BotPermissions">The permissions that the bot needs.</param>
/// <param name="CooldownSeconds">The length of the period; 0 for no cooldown.</param>
/// <param name="CooldownUses">How often the method can be used in it.</param>
/// <param name="CooldownScope">The member of CooldownScope; empty for the default.</param>
internal sealed record InteractionTermsSpec(
    string AutoDefer, ulong UserPermissions, ulong BotPermissions, int CooldownSeconds, int CooldownUses, string CooldownScope);
