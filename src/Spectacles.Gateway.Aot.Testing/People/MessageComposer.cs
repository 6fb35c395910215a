using System.Globalization;

namespace Spectacles.Gateway.Testing;

/// <summary>Creates messages from text and dispatches them.</summary>
internal sealed class MessageComposer(GatewayState state)
{
    public SimulatedMessage Compose(SimulatedChannel channel, SimulatedUser author, string content)
    {
        var guild = channel.GuildId is { } id ? state.World.FindGuild(id) : null;
        return new SimulatedMessage(state.World.Ids.Now(), channel, author, content, state.Rules.Time.GetUtcNow())
        {
            Member = MemberOf(guild, author),
            Mentions = FindMentions(guild, content),
        };
    }

    /// <summary>Keeps the message and dispatches it. An ephemeral one is not dispatched: only one user sees it.</summary>
    public void Dispatch(SimulatedMessage message)
    {
        if ((message.Flags & MessageFlags.Ephemeral) == 0)
        {
            message.Channel.Activity.Sent(message.Id);
            new ThreadComposer(state).Follow(message);
        }

        Dispatch("MESSAGE_CREATE", message);
    }

    /// <summary>Replaces the message and dispatches its edited form.</summary>
    public void DispatchEdit(SimulatedMessage message) => Dispatch("MESSAGE_UPDATE", message);

    /// <summary>Removes the message and dispatches that.</summary>
    public void DispatchDelete(SimulatedMessage message)
    {
        state.Messages.Remove(message.Id);
        if ((message.Flags & MessageFlags.Ephemeral) == 0)
        {
            ThreadComposer.Forget(message);
            state.Dispatch("MESSAGE_DELETE", Json.Write(message, static (writer, message) =>
            {
                writer.WriteStartObject();
                writer.WriteId("id", message.Id);
                writer.WriteId("channel_id", message.Channel.Id);
                if (message.Channel.GuildId is { } guild)
                {
                    writer.WriteId("guild_id", guild);
                }

                writer.WriteEndObject();
            }));
        }
    }

    private void Dispatch(string name, SimulatedMessage message)
    {
        state.Messages.Add(message);
        if ((message.Flags & MessageFlags.Ephemeral) == 0)
        {
            state.Dispatch(name, Json.Write(message, static (writer, message) => writer.WriteMessage(message, asEvent: true)));
        }
    }

    /// <summary>The mentioned users (<c>&lt;@id&gt;</c>), in the order of the text.</summary>
    private List<(SimulatedUser, SimulatedMember?)> FindMentions(SimulatedGuild? guild, string content)
    {
        List<(SimulatedUser, SimulatedMember?)> mentions = [];
        for (int at = content.IndexOf("<@", StringComparison.Ordinal);
             at >= 0;
             at = content.IndexOf("<@", at + 2, StringComparison.Ordinal))
        {
            int end = content.IndexOf('>', at);
            if (end < 0)
            {
                break;
            }

            var digits = content.AsSpan(at + 2, end - at - 2).TrimStart('!');
            if (!ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ulong id))
            {
                continue;
            }

            var user = id == state.World.Bot.Id ? state.World.Bot : guild?.Members.FirstOrDefault(member => member.User.Id == id)?.User;
            if (user is not null && !mentions.Exists(mention => mention.Item1 == user))
            {
                mentions.Add((user, MemberOf(guild, user)));
            }
        }

        return mentions;
    }

    private static SimulatedMember? MemberOf(SimulatedGuild? guild, SimulatedUser user) =>
        guild?.Members.FirstOrDefault(member => member.User == user);
}
