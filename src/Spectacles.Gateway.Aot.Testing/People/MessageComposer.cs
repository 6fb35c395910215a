namespace Spectacles.Gateway.Testing;

/// <summary>Creates messages and dispatches what happens to them.</summary>
internal sealed class MessageComposer(GatewayState state)
{
    /// <summary>A new message, in which all mentions count.</summary>
    public SimulatedMessage Compose(SimulatedChannel channel, SimulatedUser author, string content) => Mention(
        new SimulatedMessage(state.World.Ids.Now(), channel, author, content, state.Rules.Time.GetUtcNow())
        {
            Member = MemberOf(GuildOf(channel), author),
            Mentions = [],
        },
        AllowedMentions.All);

    /// <summary>The message with the allowed mentions: those in its text, and the author of the message that it replies to.</summary>
    public SimulatedMessage Mention(SimulatedMessage message, AllowedMentions allowed)
    {
        var guild = GuildOf(message.Channel);
        bool mentionsAuthor = allowed.RepliedUser && message is { Kind: MessageKind.Reply, Referenced: not null };
        IEnumerable<SimulatedUser> replied = mentionsAuthor ? [message.Referenced!.Author] : [];
        var users = MentionSearch.Users(message.Content).Where(allowed.AllowsUser).Select(id => FindUser(message.Channel, guild, id));
        return message with
        {
            Mentions = [.. users.OfType<SimulatedUser>().Concat(replied).Distinct().Select(user => (user, MemberOf(guild, user)))],
            MentionedRoles =
            [
                .. MentionSearch.Roles(message.Content).Distinct().Where(allowed.AllowsRole)
                    .Where(id => guild?.Roles.Any(role => role.Id == id) == true),
            ],
            MentionsEveryone = allowed.Everyone && guild is not null && MentionSearch.Everyone(message.Content),
        };
    }

    /// <summary>Keeps a file, which is an attachment then.</summary>
    public SimulatedAttachment Attach(SimulatedChannel channel, string name, string? contentType, ReadOnlyMemory<byte> content)
    {
        var id = state.World.Ids.Now();
        var attachment = AttachmentNaming.Describe(state.Site, channel.Id, id, name, contentType, content.Length);
        state.Attachments.Add(attachment, content);
        return attachment;
    }

    /// <summary>Keeps the message and dispatches it. An ephemeral one is not dispatched: only one user sees it.</summary>
    public void Dispatch(SimulatedMessage message)
    {
        lock (ChangesOf(message.Channel))
        {
            state.Messages.Add(message);
            if (!message.IsEphemeral)
            {
                message.Channel.Activity.Sent(message.Id);
                new ThreadComposer(state).Follow(message);
            }

            Dispatch("MESSAGE_CREATE", message);
        }
    }

    /// <summary>Changes the message and dispatches its new form.</summary>
    /// <returns>The message as it is now; null when it was deleted.</returns>
    public SimulatedMessage? DispatchEdit(Snowflake id, Func<SimulatedMessage, SimulatedMessage> change)
    {
        if (state.Messages.Find(id) is not { } known)
        {
            return null;
        }

        lock (ChangesOf(known.Channel))
        {
            // The nonce is only in the response to the call that created the message, and in its event.
            var edited = state.Messages.Update(id, message => change(message) with { Nonce = [] });
            if (edited is not null)
            {
                Dispatch("MESSAGE_UPDATE", edited);
            }

            return edited;
        }
    }

    /// <summary>Removes the message and dispatches that.</summary>
    public void DispatchDelete(SimulatedMessage message)
    {
        lock (ChangesOf(message.Channel))
        {
            if (Remove(message))
            {
                state.Dispatch("MESSAGE_DELETE", Json.Write(message, static (writer, message) =>
                {
                    writer.WriteStartObject();
                    writer.WriteId("id", message.Id);
                    writer.WriteChannelAndGuild(message.Channel);
                    writer.WriteEndObject();
                }));
            }
        }
    }

    /// <summary>Removes messages of one channel and dispatches that as one event.</summary>
    public void DispatchDelete(IEnumerable<SimulatedMessage> messages)
    {
        SimulatedMessage[] removed = [.. messages.Where(Remove)];
        if (removed.Length == 0)
        {
            return;
        }

        state.Dispatch("MESSAGE_DELETE_BULK", Json.Write(removed, static (writer, removed) =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("ids");
            foreach (var message in removed)
            {
                writer.WriteIdValue(message.Id);
            }

            writer.WriteEndArray();
            writer.WriteChannelAndGuild(removed[0].Channel);
            writer.WriteEndObject();
        }));
    }

    /// <summary>Held while a message changes and its event is dispatched, so that the events come in the order of the changes.</summary>
    private Lock ChangesOf(SimulatedChannel channel) => GuildOf(channel)?.Changes ?? state.DirectChanges;

    /// <summary>Removes a message.</summary>
    /// <returns>Whether that is an event: nobody but one user has seen an ephemeral message.</returns>
    private bool Remove(SimulatedMessage message)
    {
        if (state.Messages.Remove(message.Id) is not { IsEphemeral: false } removed)
        {
            return false;
        }

        ThreadComposer.Forget(removed);
        if (removed.PinnedAt is not null)
        {
            message.Channel.Activity.LastPin = state.Messages.InChannel(message.Channel.Id).Max(other => other.PinnedAt);
        }

        return true;
    }

    private void Dispatch(string name, SimulatedMessage message)
    {
        if (!message.IsEphemeral)
        {
            state.Dispatch(name, Json.Write(message, static (writer, message) => writer.WriteMessage(message, asEvent: true)));
        }
    }

    private SimulatedGuild? GuildOf(SimulatedChannel channel) => channel.GuildId is { } id ? state.World.FindGuild(id) : null;

    private SimulatedUser? FindUser(SimulatedChannel channel, SimulatedGuild? guild, Snowflake id) =>
        id == state.World.Bot.Id ? state.World.Bot
        : id == channel.Recipient?.Id ? channel.Recipient
        : guild?.FindMember(id)?.User;

    private static SimulatedMember? MemberOf(SimulatedGuild? guild, SimulatedUser user) => guild?.FindMember(user.Id);
}
