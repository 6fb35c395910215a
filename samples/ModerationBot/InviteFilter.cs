using System.Text.RegularExpressions;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace ModerationBot;

/// <summary>
/// Deletes messages with invitations to other servers, and warns their authors. Most messages have none, so a view is read, and nothing is
/// allocated for them.
/// </summary>
[GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.GuildMessages | GatewayIntents.MessageContent)]
internal sealed partial class InviteFilter(GuildDirectory guilds, Moderation moderation)
{
    private const int LongestMessage = 4000;

    public Task HandleAsync(MessageCreate.View message, CancellationToken cancellationToken)
    {
        Span<char> content = stackalloc char[LongestMessage];
        return message.Content.TryCopyTo(content, out int length) && InviteLink().IsMatch(content[..length])
            ? JudgeAsync(message.ToModel(), cancellationToken)
            : Task.CompletedTask;
    }

    private Task JudgeAsync(MessageCreate message, CancellationToken cancellationToken) =>
        message.Author.Bot is true || message.GuildId is not { } guildId || MayInvite(message, guildId)
            ? Task.CompletedTask
            : DeleteAsync(message, guildId, cancellationToken);

    /// <summary>
    /// Whether the author may delete messages in this channel. In threads, which are not in the directory, it is the guild that counts.
    /// </summary>
    private bool MayInvite(MessageCreate message, Snowflake guildId)
    {
        if (guilds.Find(guildId) is not { } guild)
        {
            return false;
        }

        var author = MemberRoles.OfAuthor(message);
        var permissions = guild.FindChannel(message.ChannelId) is { } channel
            ? guild.PermissionsOf(author, channel)
            : guild.PermissionsOf(author);
        return permissions.HasFlag(Permissions.ManageMessages);
    }

    private async Task DeleteAsync(MessageCreate message, Snowflake guildId, CancellationToken cancellationToken)
    {
        await moderation.DeleteAsync(message, "An invitation to another server", cancellationToken);
        await moderation.WarnAsync(guildId, message.Author.Id, "An invitation to another server", cancellationToken);
    }

    [GeneratedRegex(@"\bdiscord(?:\.gg|(?:app)?\.com/invite)/[\w-]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InviteLink();
}
