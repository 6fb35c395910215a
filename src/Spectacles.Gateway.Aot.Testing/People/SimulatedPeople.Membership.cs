namespace Spectacles.Gateway.Testing;

/// <content>Users join guilds and leave them.</content>
public sealed partial class SimulatedPeople
{
    /// <summary>A new user joins a guild (GUILD_MEMBER_ADD).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="name">The user's name.</param>
    /// <returns>The member, who has no roles.</returns>
    /// <exception cref="InvalidOperationException">Another user has this name.</exception>
    public SimulatedMember Join(SimulatedGuild guild, string name)
    {
        CheckReachable(guild);
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (state.World.HasUser(name))
        {
            throw new InvalidOperationException($"A user is already called {name}. Choose another name, or let that user join.");
        }

        return Join(guild, state.World.AddUser(name));
    }

    /// <summary>A user of this gateway joins a guild, or comes back to it (GUILD_MEMBER_ADD).</summary>
    /// <returns>The member, who has no roles.</returns>
    /// <exception cref="InvalidOperationException">The user is in the guild, or is banned from it.</exception>
    public SimulatedMember Join(SimulatedGuild guild, SimulatedUser person)
    {
        CheckReachable(guild);
        ArgumentNullException.ThrowIfNull(person);
        lock (guild.Changes)
        {
            if (guild.FindMember(person.Id) is not null)
            {
                throw new InvalidOperationException($"{person.Name} is already in {guild.Name}.");
            }

            if (guild.BanList.Items.Any(ban => ban.User.Id == person.Id))
            {
                throw new InvalidOperationException($"{person.Name} is banned from {guild.Name}. The bot has to remove the ban before.");
            }

            return new Membership(state).Join(guild, person);
        }
    }

    /// <summary>A user leaves a guild, and before that its voice channel (GUILD_MEMBER_REMOVE, VOICE_STATE_UPDATE).</summary>
    /// <exception cref="InvalidOperationException">
    /// The user is not in the guild, owns it, which Discord does not let go, or is the bot.
    /// </exception>
    public void Leave(SimulatedGuild guild, SimulatedMember who)
    {
        CheckReachable(guild);
        ArgumentNullException.ThrowIfNull(who);
        lock (guild.Changes)
        {
            if (!guild.Members.Contains(who))
            {
                throw new InvalidOperationException($"{who.User.Name} is not in {guild.Name}.");
            }

            if (!Membership.CanBeRemoved(guild, who))
            {
                throw new InvalidOperationException(
                    $"{who.User.Name} can't leave {guild.Name}: the owner of a guild can't, and the bot leaves with a REST call.");
            }

            new Membership(state).Remove(guild, who);
        }
    }
}
