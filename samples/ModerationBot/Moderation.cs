using System.Collections.Concurrent;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace ModerationBot;

/// <summary>
/// Counts warnings, in memory, and times a member out at every third one. Each call has a reason, which moderators see in the audit log.
/// </summary>
internal sealed class Moderation(BotRest rest, TimeProvider time)
{
    private const int WarningsForTimeout = 3;

    /// <summary>https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes</summary>
    private const int CannotSendToUser = 50007;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(Snowflake Guild, Snowflake User), int> warnings = new();

    public Task DeleteAsync(Message message, string reason, CancellationToken cancellationToken) =>
        rest.DeleteMessageAsync(message.ChannelId, message.Id, reason, cancellationToken);

    /// <summary>Warns a member.</summary>
    /// <returns>The number of warnings of the member.</returns>
    public async Task<int> WarnAsync(Snowflake guildId, Snowflake userId, string reason, CancellationToken cancellationToken)
    {
        int count = warnings.AddOrUpdate((guildId, userId), 1, static (_, before) => before + 1);
        if (count % WarningsForTimeout == 0)
        {
            var end = new Timestamp(time.GetUtcNow() + Timeout);
            await rest.ModifyGuildMemberAsync(
                guildId, userId, new() { CommunicationDisabledUntil = end }, $"{count} warnings: {reason}", cancellationToken);
        }

        await TellAsync(userId, $"You have been warned: {reason}. This is warning {count}.", cancellationToken);
        return count;
    }

    /// <summary>Sends a direct message. Some users accept none.</summary>
    private async Task TellAsync(Snowflake userId, string text, CancellationToken cancellationToken)
    {
        try
        {
            var channel = await rest.CreateDmAsync(new() { RecipientId = userId }, cancellationToken);
            await rest.CreateMessageAsync(channel.Id, text, cancellationToken);
        }
        catch (DiscordApiException exception) when (exception.Code == CannotSendToUser)
        {
            // The warning counts all the same.
        }
    }
}
