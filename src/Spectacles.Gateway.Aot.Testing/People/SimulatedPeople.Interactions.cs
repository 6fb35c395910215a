using System.Collections.ObjectModel;
using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <content>Interactions: commands, buttons, selections, modals, autocompletion. The bot has 3 seconds to respond to each.</content>
public sealed partial class SimulatedPeople
{
    /// <summary>A user runs a slash command (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="command">The command's name, without the slash, and those of its subcommands, such as <c>config color set</c>.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <param name="options">
    /// The options by name: a text (or the name of a choice), number or boolean, or a user, member, channel, role or id.
    /// </param>
    /// <returns>The interaction's id; null when the bot has not registered the command for this guild.</returns>
    /// <exception cref="ArgumentException">
    /// The command has no such option, or it does not take the value, or a required one is missing.
    /// </exception>
    public Snowflake? UseCommand(
        SimulatedGuild guild,
        string command,
        SimulatedMember? who = null,
        SimulatedChannel? channel = null,
        IReadOnlyDictionary<string, object>? options = null) =>
        Run(InteractionKind.Command, guild, command, focused: null, who, channel, options ?? ReadOnlyDictionary<string, object>.Empty);

    /// <summary>A user types in an option of a command that is completed by the bot (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="command">The command's name, as for <see cref="UseCommand"/>.</param>
    /// <param name="option">The option.</param>
    /// <param name="text">What the user has typed so far.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <returns>The interaction's id; null when the bot has not registered the command for this guild.</returns>
    /// <exception cref="ArgumentException">The command has no such option.</exception>
    public Snowflake? TypeOption(
        SimulatedGuild guild, string command, string option, string text, SimulatedMember? who = null, SimulatedChannel? channel = null) =>
        Run(
            InteractionKind.Autocomplete,
            guild,
            command,
            focused: option,
            who,
            channel,
            new Dictionary<string, object> { [option] = text });

    /// <summary>A user presses a button of a message (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="customId">The <c>custom_id</c> of the button.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The message is unknown, or has no such button, or it is disabled.</exception>
    public Snowflake Press(SimulatedGuild guild, Snowflake messageId, string customId, SimulatedMember? who = null) =>
        UseComponent(guild, messageId, customId, values: null, who);

    /// <summary>A user chooses values in a select menu of a message (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="messageId">The message.</param>
    /// <param name="customId">The <c>custom_id</c> of the menu.</param>
    /// <param name="values">The chosen values.</param>
    /// <param name="who">The user; by default the guild's owner.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The message is unknown, or has no such menu, or it is disabled.</exception>
    public Snowflake Choose(
        SimulatedGuild guild, Snowflake messageId, string customId, IReadOnlyList<string> values, SimulatedMember? who = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        return UseComponent(guild, messageId, customId, values, who);
    }

    /// <summary>A user fills in the modal with which the bot answered an interaction, and submits it (INTERACTION_CREATE).</summary>
    /// <param name="guild">The guild.</param>
    /// <param name="interactionId">The interaction that the bot answered with a modal.</param>
    /// <param name="values">The text of each text input, by its <c>custom_id</c>.</param>
    /// <returns>The interaction's id.</returns>
    /// <exception cref="InvalidOperationException">The bot has not answered the interaction with a modal.</exception>
    public Snowflake Submit(SimulatedGuild guild, Snowflake interactionId, IReadOnlyDictionary<string, string> values)
    {
        CheckReachable(guild);
        ArgumentNullException.ThrowIfNull(values);
        if (state.Interactions.Find(interactionId) is not { Modal.Length: > 0 } opened)
        {
            throw new InvalidOperationException($"The bot has not answered the interaction {interactionId} with a modal.");
        }

        var member = guild.Members.First(one => one.User == opened.User);
        string customId = new JsonSlice(opened.Modal)["custom_id"u8].AsString() ?? "";
        return Begin(InteractionKind.ModalSubmit, guild, member, opened.Channel, opened.Source, writer =>
        {
            writer.WriteString("custom_id", customId);
            writer.WriteStartArray("components");
            foreach (var (name, value) in values)
            {
                writer.WriteStartObject();
                writer.WriteNumber("type", 1);
                writer.WriteStartArray("components");
                writer.WriteStartObject();
                writer.WriteNumber("type", 4);
                writer.WriteString("custom_id", name);
                writer.WriteString("value", value);
                writer.WriteEndObject();
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private Snowflake? Run(
        InteractionKind kind,
        SimulatedGuild guild,
        string command,
        string? focused,
        SimulatedMember? who,
        SimulatedChannel? channel,
        IReadOnlyDictionary<string, object> options)
    {
        CheckReachable(guild);
        ArgumentNullException.ThrowIfNull(command);
        string[] path = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (state.Commands.Find(path[0], guild.Id) is not { } registered)
        {
            return null;
        }

        var input = new CommandInputWriting(registered, guild, options) { Focused = focused };
        return Begin(
            kind, guild, UserOrOwner(guild, who), channel ?? guild.FirstTextChannel, null, writer => input.Write(writer, path[1..]));
    }

    private Snowflake UseComponent(
        SimulatedGuild guild, Snowflake messageId, string customId, IReadOnlyList<string>? values, SimulatedMember? who)
    {
        CheckReachable(guild);
        var message = state.Messages.Find(messageId)
            ?? throw new InvalidOperationException($"There is no message {messageId}, or it was deleted.");
        int type = ComponentSearch.FindType(new JsonSlice(message.Components), customId)
            ?? throw new InvalidOperationException($"The message {messageId} has no enabled component {customId}.");
        return Begin(InteractionKind.Component, guild, UserOrOwner(guild, who), message.Channel, message, writer =>
        {
            writer.WriteNumber("component_type", type);
            writer.WriteString("custom_id", customId);
            if (values is not null)
            {
                writer.WriteStartArray("values");
                foreach (string value in values)
                {
                    writer.WriteStringValue(value);
                }

                writer.WriteEndArray();
            }
        });
    }

    private Snowflake Begin(
        InteractionKind kind,
        SimulatedGuild guild,
        SimulatedMember member,
        SimulatedChannel channel,
        SimulatedMessage? source,
        Action<Utf8JsonWriter> writeData)
    {
        var interaction = state.Interactions.Begin(state.World.Ids.Now(), kind, channel, member.User, source);
        state.Dispatch("INTERACTION_CREATE", Json.Write(
            writer => writer.WriteInteraction(interaction, guild, member, state.World.ApplicationId, writeData)));
        return interaction.Id;
    }
}
