using System.Collections.ObjectModel;

namespace Spectacles.Gateway.Testing;

/// <content>
/// Interactions in direct messages with the bot, on shard 0. They have <c>user</c> instead of <c>member</c>, and no guild.
/// </content>
public sealed partial class SimulatedPeople
{
    /// <summary>A user runs a global slash command in direct messages with the bot (INTERACTION_CREATE).</summary>
    /// <param name="person">The user.</param>
    /// <param name="command">The command's name, as for <see cref="UseCommand"/>.</param>
    /// <param name="options">The options, as for <see cref="UseCommand"/>.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command globally.</returns>
    /// <exception cref="ArgumentException">
    /// The command has no such option, or it does not take the value, or a required one is missing.
    /// </exception>
    /// <exception cref="InvalidOperationException">The command is not for direct messages (<c>contexts</c>).</exception>
    public Snowflake? UseCommandDirectly(SimulatedUser person, string command, IReadOnlyDictionary<string, object>? options = null) =>
        Interactions.Run(With(person), command, focused: null, options ?? ReadOnlyDictionary<string, object>.Empty);

    /// <summary>A user runs a global command in the menu of the bot or of the user (INTERACTION_CREATE).</summary>
    /// <param name="person">The user.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="target">The bot's user, or the user.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command globally.</returns>
    /// <exception cref="InvalidOperationException">The command is not for direct messages (<c>contexts</c>).</exception>
    public Snowflake? UseUserCommandDirectly(SimulatedUser person, string command, SimulatedUser target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Interactions.RunOnUser(With(person), command, target);
    }

    /// <summary>A user runs a global command in the menu of a direct message (INTERACTION_CREATE).</summary>
    /// <param name="person">The user.</param>
    /// <param name="command">The command's name.</param>
    /// <param name="messageId">The message.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command globally.</returns>
    /// <exception cref="InvalidOperationException">
    /// The message is unknown, or the command is not for direct messages (<c>contexts</c>).
    /// </exception>
    public Snowflake? UseMessageCommandDirectly(SimulatedUser person, string command, Snowflake messageId)
    {
        var place = With(person);
        return Interactions.RunOnMessage(place, command, Interactions.FindMessage(messageId, place));
    }

    /// <summary>A user types, in direct messages, in an option that is completed by the bot (INTERACTION_CREATE).</summary>
    /// <param name="person">The user.</param>
    /// <param name="command">The command's name, as for <see cref="UseCommand"/>.</param>
    /// <param name="option">The option.</param>
    /// <param name="text">What the user has typed so far.</param>
    /// <param name="options">The options that the user has already filled in.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command globally.</returns>
    /// <exception cref="ArgumentException">
    /// The command has no such option, or it is not completed by the bot, or another option does not take its value.
    /// </exception>
    /// <exception cref="InvalidOperationException">The command is not for direct messages (<c>contexts</c>).</exception>
    public Snowflake? TypeOptionDirectly(
        SimulatedUser person, string command, string option, string text, IReadOnlyDictionary<string, object>? options = null) =>
        Interactions.Run(With(person), command, focused: option, WithOption(options, option, text));

    /// <summary>A user presses a button of a direct message (INTERACTION_CREATE).</summary>
    /// <param name="person">The user.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="customId">The <c>custom_id</c> of the button.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The message is unknown, or has no such button, or it is disabled.</exception>
    public Snowflake PressDirectly(SimulatedUser person, Snowflake messageId, string customId)
    {
        var place = With(person);
        return Interactions.UseComponent(place, Interactions.FindMessage(messageId, place), customId, values: null);
    }

    /// <summary>A user chooses values in a select menu of a direct message (INTERACTION_CREATE).</summary>
    /// <param name="person">The user.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="customId">The <c>custom_id</c> of the menu.</param>
    /// <param name="values">The chosen values, as for <see cref="Choose"/>.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The message is unknown, or has no such menu, or it is disabled.</exception>
    /// <exception cref="ArgumentException">There are too few or too many values, or the menu does not have one of them.</exception>
    public Snowflake ChooseDirectly(SimulatedUser person, Snowflake messageId, string customId, IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var place = With(person);
        return Interactions.UseComponent(place, Interactions.FindMessage(messageId, place), customId, values);
    }

    /// <summary>A user submits, in direct messages, the modal with which the bot answered an interaction (INTERACTION_CREATE).</summary>
    /// <param name="interactionId">The interaction that the bot answered with a modal.</param>
    /// <param name="values">What the user enters, as for <see cref="Submit"/>.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The bot has not answered the interaction with a modal.</exception>
    /// <exception cref="ArgumentException">
    /// The modal has no such component, or it does not take the value, or a required one is missing.
    /// </exception>
    public Snowflake SubmitDirectly(Snowflake interactionId, IReadOnlyDictionary<string, object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var opened = Interactions.FindModal(interactionId, guildId: null);
        return Interactions.Submit(With(opened.User), opened, values);
    }

    private InteractionPlace With(SimulatedUser person) => new(state.World.DirectMessagesWith(person), person, Guild: null, Member: null);
}
