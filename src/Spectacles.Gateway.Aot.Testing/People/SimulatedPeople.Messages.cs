namespace Spectacles.Gateway.Testing;

/// <content>Messages and reactions.</content>
public sealed partial class SimulatedPeople
{
    /// <summary>A user writes a message (MESSAGE_CREATE). <c>&lt;@id&gt;</c> in the text mentions the user with that id.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="content">The text.</param>
    /// <param name="author">The author; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <param name="files">The files that the message has; null for none.</param>
    /// <returns>The message's id.</returns>
    public Snowflake Say(
        SimulatedGuild guild,
        string content,
        SimulatedMember? author = null,
        SimulatedChannel? channel = null,
        IReadOnlyList<SimulatedFile>? files = null)
    {
        CheckReachable(guild);
        return Write(channel ?? guild.FirstTextChannel, UserOrOwner(guild, author).User, content, files);
    }

    /// <summary>A user writes a direct message to the bot (MESSAGE_CREATE without a guild, on shard 0).</summary>
    /// <param name="person">The user.</param>
    /// <param name="content">The text.</param>
    /// <param name="files">The files that the message has; null for none.</param>
    /// <returns>The message's id.</returns>
    public Snowflake SayDirectly(SimulatedUser person, string content, IReadOnlyList<SimulatedFile>? files = null) =>
        Write(state.World.DirectMessagesWith(person), person, content, files);

    /// <summary>A user edits a message of their own (MESSAGE_UPDATE).</summary>
    /// <param name="messageId">The message.</param>
    /// <param name="content">The new text.</param>
    /// <exception cref="InvalidOperationException">There is no such message, or it is one of the bot or of a webhook.</exception>
    public void Edit(Snowflake messageId, string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var known = Find(messageId);
        if (known.Author.IsBot)
        {
            throw new InvalidOperationException($"The message {messageId} was not written by a user: nobody else can edit it.");
        }

        var now = state.Rules.Time.GetUtcNow();
        messages.DispatchEdit(
            messageId, message => messages.Mention(message with { Content = content, EditedAt = now }, AllowedMentions.All));
    }

    /// <summary>A message is deleted (MESSAGE_DELETE): by its author, or by a moderator.</summary>
    /// <param name="messageId">The message.</param>
    /// <exception cref="InvalidOperationException">There is no such message.</exception>
    public void Delete(Snowflake messageId) => messages.DispatchDelete(Find(messageId));

    /// <summary>
    /// A user reacts to a message (MESSAGE_REACTION_ADD), which may be older than those that are kept. Nothing is sent if the user has
    /// reacted with the emoji already.
    /// </summary>
    /// <param name="guild">The guild.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="emoji">The emoji, or <c>name:id</c> of a custom one.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <param name="channel">The channel of a message that is not kept; by default the first text channel.</param>
    /// <exception cref="ArgumentException"><paramref name="emoji"/> is not an emoji.</exception>
    public void React(
        SimulatedGuild guild,
        Snowflake messageId,
        string emoji,
        SimulatedMember? who = null,
        SimulatedChannel? channel = null)
    {
        CheckReachable(guild);
        new ReactionComposer(state).Add(channel ?? guild.FirstTextChannel, messageId, ParseEmoji(emoji), UserOrOwner(guild, who).User);
    }

    /// <summary>A user takes a reaction back (MESSAGE_REACTION_REMOVE). Nothing is sent if there is none.</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="emoji">The emoji, or <c>name:id</c> of a custom one.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <exception cref="ArgumentException"><paramref name="emoji"/> is not an emoji.</exception>
    /// <exception cref="InvalidOperationException">There is no such message.</exception>
    public void RemoveReaction(SimulatedGuild guild, Snowflake messageId, string emoji, SimulatedMember? who = null)
    {
        CheckReachable(guild);
        new ReactionComposer(state).Remove(Find(messageId), ParseEmoji(emoji), UserOrOwner(guild, who).User);
    }

    /// <summary>
    /// A user votes in a poll (MESSAGE_POLL_VOTE_ADD), and takes back the other vote if the poll allows one answer only
    /// (MESSAGE_POLL_VOTE_REMOVE).
    /// </summary>
    /// <param name="guild">The guild.</param>
    /// <param name="messageId">The message with the poll.</param>
    /// <param name="answer">The id of the answer: its position, from 1.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <exception cref="InvalidOperationException">
    /// There is no such message, or it has no such answer, or the poll has ended, or the user has voted for the answer.
    /// </exception>
    public void Vote(SimulatedGuild guild, Snowflake messageId, int answer, SimulatedMember? who = null)
    {
        CheckReachable(guild);
        var user = UserOrOwner(guild, who).User;
        var message = Find(messageId);
        if (message.Poll is not { } poll || answer < 1 || answer > poll.Answers.Count)
        {
            throw new InvalidOperationException($"The message {messageId} has no poll with an answer {answer}.");
        }

        if (poll.IsFinal || poll.Ends <= state.Rules.Time.GetUtcNow() || poll.Votes.Contains((answer, user)))
        {
            throw new InvalidOperationException($"{user.Name} can't vote: the poll has ended, or has this vote already.");
        }

        (int Answer, SimulatedUser User)[] takenBack = poll.AllowsSeveral ? [] : [.. poll.Votes.Where(vote => vote.User == user)];
        state.Messages.Update(messageId, message => message with
        {
            Poll = message.Poll! with { Votes = [.. message.Poll.Votes.Except(takenBack), (answer, user)] },
        });
        foreach (var vote in takenBack)
        {
            DispatchVote("MESSAGE_POLL_VOTE_REMOVE", message, vote.Answer, user);
        }

        DispatchVote("MESSAGE_POLL_VOTE_ADD", message, answer, user);
    }

    /// <remarks>https://discord.com/developers/docs/events/gateway-events#message-poll-vote-add</remarks>
    private void DispatchVote(string name, SimulatedMessage message, int answer, SimulatedUser user) =>
        state.Dispatch(name, Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteId("user_id", user.Id);
            writer.WriteId("message_id", message.Id);
            writer.WriteChannelAndGuild(message.Channel);
            writer.WriteNumber("answer_id", answer);
            writer.WriteEndObject();
        }));

    private Snowflake Write(SimulatedChannel channel, SimulatedUser author, string content, IReadOnlyList<SimulatedFile>? files)
    {
        ArgumentNullException.ThrowIfNull(content);
        var message = messages.Compose(channel, author, content) with
        {
            Attachments = [.. (files ?? []).Select(file => messages.Attach(channel, file.Name, contentType: null, file.Content))],
        };
        messages.Dispatch(message);
        return message.Id;
    }

    private SimulatedMessage Find(Snowflake messageId) => state.Messages.Find(messageId)
        ?? throw new InvalidOperationException($"There is no message {messageId}, or it was deleted.");

    private static ReactionEmoji ParseEmoji(string emoji)
    {
        ArgumentNullException.ThrowIfNull(emoji);
        return ReactionEmoji.Parse(emoji) ?? throw new ArgumentException($"{emoji} is not an emoji, and not name:id of a custom one.");
    }
}
