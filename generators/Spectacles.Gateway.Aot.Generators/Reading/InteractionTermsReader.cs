using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators;

/// <summary>Reads what attributes of a method, and of its class, ask for before it is called, and how its command is registered.</summary>
internal static class InteractionTermsReader
{
    public static InteractionTermsSpec TermsOf(IMethodSymbol method)
    {
        var permissions = Find(method, InteractionNames.RequirePermissions);
        var cooldown = Find(method, InteractionNames.Cooldown);
        var defer = Find(method, InteractionNames.AutoDefer);
        return new InteractionTermsSpec(
            defer?.ConstructorArguments is [var kind] ? MemberOf(kind, "None") : "",
            permissions?.ConstructorArguments is [{ Value: ulong user }] ? user : 0,
            permissions?.Named("Bot")?.Value as ulong? ?? 0,
            cooldown?.ConstructorArguments is [{ Value: int seconds }] ? seconds : 0,
            cooldown?.Named("Uses")?.Value as int? ?? 1,
            cooldown?.Named("Per") is { } scope ? MemberOf(scope, "User") : "");
    }

    /// <summary>What the attributes of registration say on a method or a class.</summary>
    public static CommandSettings SettingsOf(ISymbol symbol) => new(
        symbol.Find(InteractionNames.DefaultMemberPermissions)?.ConstructorArguments is [{ Value: ulong permissions }] ? permissions : null,
        symbol.Find(InteractionNames.Nsfw) is not null,
        symbol.Find(InteractionNames.IntegrationTypes)?.ConstructorArguments is [var types] ? types.Numbers() : default,
        symbol.Find(InteractionNames.Contexts)?.ConstructorArguments is [var contexts] ? contexts.Numbers() : default);

    /// <summary>The permissions that a method or a class requires, as a setting of its registration.</summary>
    public static CommandSettings RequiredOf(ISymbol symbol) => new(
        symbol.Find(InteractionNames.RequirePermissions)?.ConstructorArguments is [{ Value: ulong and > 0 and var user }] ? user : null,
        false,
        default,
        default);

    /// <summary>The attribute of a method, or else that of its class.</summary>
    public static AttributeData? Find(IMethodSymbol method, string name) => method.Find(name) ?? method.ContainingType.Find(name);

    /// <summary>The name of an enum's member; empty for the one that is meant without it.</summary>
    private static string MemberOf(TypedConstant value, string meantWithout)
    {
        var member = value.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => Equals(field.ConstantValue, value.Value));
        return member is null || member.Name == meantWithout ? "" : member.Name;
    }
}
