using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Adds and removes reactions, and dispatches that.</summary>
/// <remarks>https://discord.com/developers/docs/events/gateway-events#message-reaction-add</remarks>
internal sealed class ReactionComposer(GatewayState state)
{
    /// <summary>Adds a user's reaction. Nothing happens when the user has reacted with the emoji already.</summary>
    /// <remarks>The message may be older than those that are kept. Its author is then unknown, as it may be for Discord.</remarks>
    public void Add(SimulatedChannel channel, Snowflake messageId, ReactionEmoji emoji, SimulatedUser user)
    {
        bool isNew = true;
        var reacted = state.Messages.Update(messageId, message =>
        {
            var known = message.Reactions.FirstOrDefault(reaction => reaction.Emoji.IsSame(emoji));
            isNew = known?.Users.Any(one => one.Id == user.Id) != true;
            return isNew ? message with { Reactions = With(message.Reactions, known, emoji, user) } : message;
        });
        if (!isNew)
        {
            return;
        }

        channel = reacted?.Channel ?? channel;
        Dispatch("MESSAGE_REACTION_ADD", channel, messageId, emoji, writer =>
        {
            writer.WriteId("user_id", user.Id);
            if (reacted is not null)
            {
                writer.WriteId("message_author_id", reacted.Author.Id);
            }

            if (MemberOf(channel, user) is { } member)
            {
                writer.WritePropertyName("member");
                writer.WriteMember(member, withUser: true);
            }

            WriteKind(writer);
        });
    }

    /// <summary>Removes a user's reaction. Nothing happens when there is none.</summary>
    public void Remove(SimulatedMessage message, ReactionEmoji emoji, SimulatedUser user)
    {
        var removed = RemoveWhere(message, reaction => reaction.Emoji.IsSame(emoji), one => one.Id == user.Id);
        if (removed is not null)
        {
            Dispatch("MESSAGE_REACTION_REMOVE", message.Channel, message.Id, removed, writer =>
            {
                writer.WriteId("user_id", user.Id);
                WriteKind(writer);
            });
        }
    }

    /// <summary>Removes all reactions with an emoji. Nothing happens when there are none.</summary>
    public void RemoveEmoji(SimulatedMessage message, ReactionEmoji emoji)
    {
        if (RemoveWhere(message, reaction => reaction.Emoji.IsSame(emoji), static _ => true) is { } removed)
        {
            Dispatch("MESSAGE_REACTION_REMOVE_EMOJI", message.Channel, message.Id, removed, static _ => { });
        }
    }

    /// <summary>Removes all reactions. Nothing happens when there are none.</summary>
    public void RemoveAll(SimulatedMessage message)
    {
        if (RemoveWhere(message, static _ => true, static _ => true) is not null)
        {
            Dispatch("MESSAGE_REACTION_REMOVE_ALL", message.Channel, message.Id, null, static _ => { });
        }
    }

    /// <summary>Removes users from reactions, and reactions of nobody.</summary>
    /// <returns>The emoji of a reaction that has changed; null for none.</returns>
    private ReactionEmoji? RemoveWhere(
        SimulatedMessage message, Func<MessageReaction, bool> isMeant, Func<SimulatedUser, bool> isRemoved)
    {
        ReactionEmoji? removed = null;
        state.Messages.Update(message.Id, message =>
        {
            removed = message.Reactions.FirstOrDefault(reaction => isMeant(reaction) && reaction.Users.Any(isRemoved))?.Emoji;
            return removed is null ? message : message with
            {
                Reactions =
                [
                    .. message.Reactions
                        .Select(reaction => isMeant(reaction)
                            ? reaction with { Users = [.. reaction.Users.Where(user => !isRemoved(user))] }
                            : reaction)
                        .Where(reaction => reaction.Users.Count > 0),
                ],
            };
        });
        return removed;
    }

    private static IReadOnlyList<MessageReaction> With(
        IReadOnlyList<MessageReaction> reactions, MessageReaction? known, ReactionEmoji emoji, SimulatedUser user) => known is null
        ? [.. reactions, new MessageReaction(emoji, [user])]
        : [.. reactions.Select(reaction => reaction == known
            ? reaction with { Users = [.. reaction.Users.Append(user).OrderBy(one => one.Id)] }
            : reaction)];

    private void Dispatch(
        string name, SimulatedChannel channel, Snowflake messageId, ReactionEmoji? emoji, Action<Utf8JsonWriter> writeMore) =>
        state.Dispatch(name, Json.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteChannelAndGuild(channel);
            writer.WriteId("message_id", messageId);
            if (emoji is not null)
            {
                writer.WriteEmoji(emoji);
            }

            writeMore(writer);
            writer.WriteEndObject();
        }));

    /// <summary>Reactions are never super reactions here.</summary>
    private static void WriteKind(Utf8JsonWriter writer)
    {
        writer.WriteBoolean("burst", false);
        writer.WriteNumber("type", 0);
    }

    private SimulatedMember? MemberOf(SimulatedChannel channel, SimulatedUser user) =>
        channel.GuildId is { } id ? state.World.FindGuild(id)?.FindMember(user.Id) : null;
}
