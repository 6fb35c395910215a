namespace Spectacles.Gateway.Testing;

/// <summary>The REST calls that read, send, edit and delete messages.</summary>
/// <remarks>https://discord.com/developers/docs/resources/message</remarks>
internal static class MessageCalls
{
    private const string Messages = "/channels/{channel_id}/messages";
    private const string OneMessage = "/channels/{channel_id}/messages/{message_id}";
    private const int DefaultLimit = 50;

    private static readonly TimeSpan NonceLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan OldestInBulk = TimeSpan.FromDays(14);

    public static void Map(RestRoutes routes)
    {
        routes.Map("GET", Messages, MessageScope.InChannel(List));
        routes.Map("POST", Messages, MessageScope.InChannel(Create));
        routes.Map("POST", $"{Messages}/bulk-delete", MessageScope.InChannel(DeleteSeveral));
        routes.Map("GET", OneMessage, MessageScope.OfMessage(static (_, message) => MessageScope.Find(message)));
        routes.Map("PATCH", OneMessage, MessageScope.OfMessage(Edit));
        routes.Map("DELETE", OneMessage, MessageScope.OfMessage(Delete));
        routes.Map("POST", $"{OneMessage}/crosspost", MessageScope.OfMessage(Crosspost));
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#get-channel-messages</remarks>
    private static RestAnswer List(RestRequest call, SimulatedChannel channel)
    {
        int limit = call.QueryNumber("limit", DefaultLimit);
        var all = call.State.Messages.InChannel(channel.Id);
        var chosen = (call.QueryId("around"), call.QueryId("before"), call.QueryId("after")) switch
        {
            ({ } around, _, _) => all.Where(message => message.Id >= around).TakeLast((limit / 2) + 1)
                .Concat(all.Where(message => message.Id < around).Take(limit - 1 - (limit / 2))).Take(limit),
            (_, { } before, _) => all.Where(message => message.Id < before).Take(limit),
            (_, _, { } after) => all.Where(message => message.Id > after).TakeLast(limit),
            _ => all.Take(limit),
        };
        return RestAnswer.Ok(writer =>
        {
            writer.WriteStartArray();
            foreach (var message in chosen)
            {
                writer.WriteMessage(message with { Nonce = [] }, asEvent: false);
            }

            writer.WriteEndArray();
        });
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#create-message</remarks>
    private static RestAnswer Create(RestRequest call, SimulatedChannel channel)
    {
        if (channel.Kind == ChannelKind.Category || channel.HasOnlyThreads)
        {
            return RestAnswer.Error(400, 50008, "Cannot send messages in a non-text channel");
        }

        var sent = MessageBody.Read(call.Body, call.Files);
        if ((ReferenceBody.Refuse(call, channel, sent) ?? MessageCheck.Refuse(sent)) is { } refusal)
        {
            return refusal;
        }

        if (call.Body.Flag("enforce_nonce") == true && FindByNonce(call, channel, sent.Nonce) is { } repeated)
        {
            return MessageScope.Show(repeated);
        }

        var message = sent.Complete(call, ReferenceBody.Apply(call, sent, call.Messages.Compose(channel, call.World.Bot, "")));

        // A message that is not a response to an interaction can't be ephemeral.
        message = message with { Flags = message.Flags & ~MessageFlags.Ephemeral };
        call.Messages.Dispatch(message);
        call.State.Journal.Replied(new Reply(channel.Id, null, message.Content, call.Text) { MessageId = message.Id });
        return MessageScope.Show(message);
    }

    /// <summary>The bot's message with this nonce in the last minutes, which is not sent again.</summary>
    private static SimulatedMessage? FindByNonce(RestRequest call, SimulatedChannel channel, byte[] nonce)
    {
        var oldest = call.State.Rules.Time.GetUtcNow() - NonceLifetime;
        return nonce.Length == 0
            ? null
            : call.State.Messages.InChannel(channel.Id).TakeWhile(message => message.Time >= oldest)
                .FirstOrDefault(message => message.Author.Id == call.World.Bot.Id && message.Nonce.AsSpan().SequenceEqual(nonce));
    }

    /// <summary>Only the flags of a message of somebody else can be edited.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#edit-message</remarks>
    private static RestAnswer Edit(RestRequest call, SimulatedMessage message)
    {
        var sent = MessageBody.Read(call.Body, call.Files);
        if (message.Author.Id != call.World.Bot.Id && !sent.HasOnlyFlags)
        {
            return RestAnswer.Error(403, 50005, "Cannot edit a message authored by another user");
        }

        if (message.Kind == MessageKind.PinNotice)
        {
            return MessageScope.SystemMessage;
        }

        return MessageCheck.Refuse(sent, message) ?? MessageScope.Show(sent.Edit(call, message));
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#delete-message</remarks>
    private static RestAnswer Delete(RestRequest call, SimulatedMessage message)
    {
        call.Messages.DispatchDelete(message);
        return RestAnswer.NoContent;
    }

    /// <summary>Ids that are no messages of the channel are ignored, but their age counts.</summary>
    /// <remarks>https://discord.com/developers/docs/resources/message#bulk-delete-messages</remarks>
    private static RestAnswer DeleteSeveral(RestRequest call, SimulatedChannel channel)
    {
        Snowflake[] ids = [.. call.Body.Elements("messages").Select(id => id.AsId()).OfType<Snowflake>().Distinct()];
        var oldest = call.State.Rules.Time.GetUtcNow() - OldestInBulk;
        if (Array.Exists(ids, id => id.CreatedAt < oldest))
        {
            return RestAnswer.Error(400, 50034, "You can only bulk delete messages that are under 14 days old.");
        }

        call.Messages.DispatchDelete(call.State.Messages.InChannel(channel.Id).Where(message => ids.Contains(message.Id)));
        return RestAnswer.NoContent;
    }

    /// <remarks>https://discord.com/developers/docs/resources/message#crosspost-message</remarks>
    private static RestAnswer Crosspost(RestRequest call, SimulatedMessage message)
    {
        if (message.Channel.Kind != ChannelKind.Announcement)
        {
            return RestAnswer.Error(400, 50024, "Cannot execute action on this channel type");
        }

        return (message.Flags & MessageFlags.Crossposted) != 0
            ? RestAnswer.Error(400, 40033, "This message has already been crossposted.")
            : MessageScope.Show(call.Messages.DispatchEdit(
                message.Id, static message => message with { Flags = message.Flags | MessageFlags.Crossposted }));
    }
}
