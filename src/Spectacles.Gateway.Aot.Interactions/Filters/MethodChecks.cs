using System.Globalization;
using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions;

/// <summary>What the attributes of a method demand: permissions and a cooldown.</summary>
internal sealed class MethodChecks(InteractionOptions options)
{
    private readonly Cooldowns cooldowns = new(options.MaxCooldowns, options.TimeProvider);

    /// <summary>Checks an interaction, and counts it if it is allowed.</summary>
    /// <returns>The text of the refusal; null if the method may run.</returns>
    public string? Refuse(InteractionMethod method, Interaction context)
    {
        if (Missing(method.UserPermissions, context.MemberPermissions ?? 0) is not 0 and var ofUser)
        {
            return Text(context, texts => texts.UserPermissions, ofUser);
        }

        if (Missing(method.BotPermissions, context.AppPermissions) is not 0 and var ofBot)
        {
            return Text(context, texts => texts.BotPermissions, ofBot);
        }

        return method.CooldownSeconds > 0 && cooldowns.Use(method, context) is { Ticks: > 0 } left
            ? Text(context, texts => texts.Cooldown, Math.Ceiling(left.TotalSeconds))
            : null;
    }

    /// <summary>Takes back the use of a method that was not called, because a value did not fit.</summary>
    public void TakeBack(InteractionMethod method, Interaction context)
    {
        if (method.CooldownSeconds > 0)
        {
            cooldowns.TakeBack(method, context);
        }
    }

    /// <summary>
    /// The permissions that are needed and not there. Administrators have all; in direct messages Discord sends none, so users have none.
    /// </summary>
    /// <remarks>https://discord.com/developers/docs/topics/permissions#permission-overwrites</remarks>
    private static Permissions Missing(Permissions needed, Permissions present) =>
        (present & Permissions.Administrator) != 0 ? 0 : needed & ~present;

    private static string Text(Interaction context, Func<InteractionTexts, string> choose, object value) =>
        string.Format(CultureInfo.InvariantCulture, choose(context.Texts), value);
}
