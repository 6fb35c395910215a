using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

namespace ModerationBot;

/// <summary>
/// <c>/warn</c>, for moderators. The library checks the permissions of the user and of the bot, which are part of an interaction; who
/// ranks above whom comes from the guild's roles.
/// </summary>
internal sealed partial class WarnCommand(GuildDirectory guilds, Moderation moderation)
{
    [SlashCommand("warn", "Warns a member")]
    [Contexts(InteractionContextType.Guild)]
    [RequirePermissions(Permissions.ModerateMembers, Bot = Permissions.ModerateMembers)]
    [AutoDefer(DeferKind.EphemeralReply)]
    public async Task WarnAsync(
        Interaction context,
        [Invoker] GuildMember moderator,
        [Option("The member")] GuildMember member,
        [Option("The reason, which the member reads", MaxLength = 200)] string reason,
        CancellationToken cancellationToken)
    {
        if (context.GuildId is not { } guildId || guilds.Find(guildId) is not { } guild)
        {
            await context.AnswerAsync("This server is not available at the moment.", ephemeral: true);
            return;
        }

        if (!guild.RanksAbove(MemberRoles.Of(moderator), MemberRoles.Of(member)))
        {
            await context.AnswerAsync("You can warn only members below you.", ephemeral: true);
            return;
        }

        int count = await moderation.WarnAsync(guildId, member.User.Id, reason, cancellationToken);
        await context.AnswerAsync($"{Mention.User(member.User.Id)} has been warned. Warnings: {count}.", ephemeral: true);
    }
}
