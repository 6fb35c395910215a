using System.Collections.ObjectModel;

namespace Spectacles.Gateway.Testing;

/// <content>
/// Interactions in guilds: commands, buttons, selections, modals, autocompletion. The bot has 3 seconds to respond to each.
/// </content>
public sealed partial class SimulatedPeople
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);

    private InteractionSender Interactions => new(state);

    /// <summary>A user runs a slash command (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="command">The command's name, without the slash, and those of its subcommands, such as <c>config color set</c>.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <param name="options">
    /// The options by name: a text, a number or the name of a choice, a boolean, a user, member, channel, role or id, or a
    /// <see cref="SimulatedFile"/>.
    /// </param>
    /// <returns>The interaction's id; null when the bot has not registered the command for this guild.</returns>
    /// <exception cref="ArgumentException">
    /// The command has no such option, or it does not take the value, or a required one is missing.
    /// </exception>
    /// <exception cref="InvalidOperationException">The command is only for direct messages (<c>contexts</c>).</exception>
    public Snowflake? UseCommand(
        SimulatedGuild guild,
        string command,
        SimulatedMember? who = null,
        SimulatedChannel? channel = null,
        IReadOnlyDictionary<string, object>? options = null) =>
        Interactions.Run(In(guild, who, channel), command, focused: null, options ?? ReadOnlyDictionary<string, object>.Empty);

    /// <summary>A user runs a command in the menu of a user (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="target">The user in whose menu it is.</param>
    /// <param name="who">The user who runs it; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command for this guild.</returns>
    /// <exception cref="InvalidOperationException">The command is only for direct messages (<c>contexts</c>).</exception>
    public Snowflake? UseUserCommand(
        SimulatedGuild guild, string command, SimulatedMember target, SimulatedMember? who = null, SimulatedChannel? channel = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Interactions.RunOnUser(In(guild, who, channel), command, target.User);
    }

    /// <summary>A user runs a command in the menu of a message (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command for this guild.</returns>
    /// <exception cref="InvalidOperationException">
    /// The message is unknown, or the command is only for direct messages (<c>contexts</c>).
    /// </exception>
    public Snowflake? UseMessageCommand(SimulatedGuild guild, string command, Snowflake messageId, SimulatedMember? who = null)
    {
        var place = In(guild, who);
        return Interactions.RunOnMessage(place, command, Interactions.FindMessage(messageId, place));
    }

    /// <summary>A user types in an option of a command that is completed by the bot (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="command">The command's name, as for <see cref="UseCommand"/>.</param>
    /// <param name="option">The option.</param>
    /// <param name="text">What the user has typed so far.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <param name="options">The options that the user has already filled in.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command for this guild.</returns>
    /// <exception cref="ArgumentException">
    /// The command has no such option, or it is not completed by the bot, or another option does not take its value.
    /// </exception>
    /// <exception cref="InvalidOperationException">The command is only for direct messages (<c>contexts</c>).</exception>
    public Snowflake? TypeOption(
        SimulatedGuild guild,
        string command,
        string option,
        string text,
        SimulatedMember? who = null,
        SimulatedChannel? channel = null,
        IReadOnlyDictionary<string, object>? options = null) =>
        Interactions.Run(In(guild, who, channel), command, focused: option, WithOption(options, option, text));

    /// <summary>A user presses a button of a message (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="customId">The <c>custom_id</c> of the button.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The message is unknown, or has no such button, or it is disabled.</exception>
    public Snowflake Press(SimulatedGuild guild, Snowflake messageId, string customId, SimulatedMember? who = null)
    {
        var place = In(guild, who);
        return Interactions.UseComponent(place, Interactions.FindMessage(messageId, place), customId, values: null);
    }

    /// <summary>A user chooses values in a select menu of a message (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="customId">The <c>custom_id</c> of the menu.</param>
    /// <param name="values">
    /// The chosen values, as many as the menu takes: of a menu with options their values or labels, of another one users, members,
    /// roles, channels or ids.
    /// </param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The message is unknown, or has no such menu, or it is disabled.</exception>
    /// <exception cref="ArgumentException">There are too few or too many values, or the menu does not have one of them.</exception>
    public Snowflake Choose(
        SimulatedGuild guild, Snowflake messageId, string customId, IReadOnlyList<object> values, SimulatedMember? who = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        var place = In(guild, who);
        return Interactions.UseComponent(place, Interactions.FindMessage(messageId, place), customId, values);
    }

    /// <summary>A user fills in the modal with which the bot answered an interaction, and submits it (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="interactionId">The interaction that the bot answered with a modal.</param>
    /// <param name="values">
    /// What the user enters, by <c>custom_id</c>: a text for a text input, a boolean for a checkbox, the value of an option for a radio
    /// group, a list of values as for <see cref="Choose"/> for a menu or checkboxes, a list of <see cref="SimulatedFile"/> for an upload.
    /// A component without a value keeps what the modal has preset.
    /// </param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The bot has not answered the interaction with a modal.</exception>
    /// <exception cref="ArgumentException">
    /// The modal has no such component, or it does not take the value, or a required one is missing.
    /// </exception>
    public Snowflake Submit(SimulatedGuild guild, Snowflake interactionId, IReadOnlyDictionary<string, object> values)
    {
        CheckReachable(guild);
        ArgumentNullException.ThrowIfNull(values);
        var opened = Interactions.FindModal(interactionId, guild.Id);
        var member = guild.FindMember(opened.User.Id)
            ?? throw new InvalidOperationException(
                $"{opened.User.Name}, who started the interaction {interactionId}, is not in {guild.Name}.");
        return Interactions.Submit(In(guild, member, opened.Channel), opened, values);
    }

    private static InteractionPlace In(SimulatedGuild guild, SimulatedMember? who, SimulatedChannel? channel = null)
    {
        CheckReachable(guild);
        var member = UserOrOwner(guild, who);
        return new InteractionPlace(channel ?? guild.FirstTextChannel, member.User, guild, member);
    }

    /// <summary>
    /// Runs a command as soon as a bot is connected and has registered it, so that a test does not have to wait for that.
    /// </summary>
    /// <param name="run">Runs the command; null when it is not registered.</param>
    /// <param name="timeout">The longest time to wait, in real time.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The interaction; null when the command was not registered in this time.</returns>
    internal async Task<Snowflake?> RunWhenReadyAsync(Func<Snowflake?> run, TimeSpan timeout, CancellationToken cancellationToken)
    {
        for (long begin = TimeProvider.System.GetTimestamp(); ;)
        {
            bool isLate = TimeProvider.System.GetElapsedTime(begin) >= timeout;
            if ((isLate || state.Sessions.Snapshot().Count > 0) && run() is { } interaction)
            {
                return interaction;
            }

            if (isLate)
            {
                return null;
            }

            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }

    private static Dictionary<string, object> WithOption(IReadOnlyDictionary<string, object>? options, string name, string text) =>
        new(options ?? ReadOnlyDictionary<string, object>.Empty) { [name] = text };
}
