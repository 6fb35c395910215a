namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Marks the parameter that receives who caused the interaction: a <see cref="Events.User"/> or a <see cref="Events.GuildMember"/> with
/// its roles. The payload is read for it at each call; <see cref="Interaction.UserId"/> and <see cref="Interaction.MemberPermissions"/>
/// are there without it.
/// </summary>
/// <remarks>
/// A <see cref="Events.GuildMember"/> that is not nullable makes the method answer interactions in guilds only: in direct messages the user
/// is told so, and the method is not called.
/// </remarks>
/// <example>
/// <code>
/// [SlashCommand("rank", "Shows your roles")]
/// public Task RankAsync(Interaction context, [Invoker] GuildMember member) =&gt;
///     context.AnswerAsync($"You have {member.Roles.Length} roles.");
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class InvokerAttribute : Attribute;
