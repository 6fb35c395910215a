using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>Starts interactions as Discord's client does, which offers a user only what the bot has defined, and dispatches them.</summary>
/// <remarks>https://discord.com/developers/docs/interactions/receiving-and-responding#receiving-an-interaction</remarks>
internal sealed class InteractionSender(GatewayState state)
{
    /// <summary>A slash command, or the completion of one of its options when there is a focused one.</summary>
    /// <returns>The interaction's id; null when the bot has not registered the command.</returns>
    public Snowflake? Run(InteractionPlace place, string command, string? focused, IReadOnlyDictionary<string, object> options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(command);
        string[] path = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (FindCommand(place, path[0], CommandKind.Slash) is not { } registered)
        {
            return null;
        }

        var input = new CommandInputWriting(registered, Resolved(place), options) { Focused = focused };
        var kind = focused is null ? InteractionKind.Command : InteractionKind.Autocomplete;
        return Begin(kind, place, null, writer => input.Write(writer, path[1..]), string.Join(' ', path));
    }

    /// <summary>A command in the menu of a user.</summary>
    /// <returns>The interaction's id; null when the bot has not registered the command.</returns>
    public Snowflake? RunOnUser(InteractionPlace place, string command, SimulatedUser target)
    {
        if (FindCommand(place, command, CommandKind.User) is not { } registered)
        {
            return null;
        }

        var resolved = Resolved(place);
        resolved.AddUser(target, $"The command {command}");
        return Begin(
            InteractionKind.Command,
            place,
            null,
            writer => CommandInputWriting.WriteTargeted(writer, registered, target.Id, resolved),
            command);
    }

    /// <summary>A command in the menu of a message, in its channel.</summary>
    /// <returns>The interaction's id; null when the bot has not registered the command.</returns>
    public Snowflake? RunOnMessage(InteractionPlace place, string command, SimulatedMessage target)
    {
        if (FindCommand(place, command, CommandKind.Message) is not { } registered)
        {
            return null;
        }

        var resolved = Resolved(place);
        resolved.AddMessage(target);
        return Begin(
            InteractionKind.Command,
            place with { Channel = target.Channel },
            null,
            writer => CommandInputWriting.WriteTargeted(writer, registered, target.Id, resolved),
            command);
    }

    /// <summary>A button when there are no values, or a menu of a message.</summary>
    /// <exception cref="InvalidOperationException">The message has no such component, or it is disabled.</exception>
    /// <exception cref="ArgumentException">The menu does not take the values.</exception>
    public Snowflake UseComponent(InteractionPlace place, SimulatedMessage message, string customId, IReadOnlyList<object>? values)
    {
        var component = PlacedComponent.ReadAll(message.Components)
            .SelectMany(static component => component.All)
            .FirstOrDefault(one => one.CustomId == customId && (one.Kind == ComponentKind.Button) == values is null)
            ?? throw new InvalidOperationException(
                $"The message {message.Id} has no {(values is null ? "button" : "menu")} with the custom_id {customId}.");
        if (component.Json.Flag("disabled") == true)
        {
            throw new InvalidOperationException($"The component {customId} of the message {message.Id} is disabled.");
        }

        var resolved = Resolved(place);
        return Begin(InteractionKind.Component, place with { Channel = message.Channel }, message, writer =>
        {
            writer.WriteNumber("component_type", (int)component.Kind);
            writer.WriteNumber("id", component.Id);
            writer.WriteString("custom_id", customId);
            if (values is not null)
            {
                new SelectionWriting(component.Json, $"The menu {customId}", resolved).Write(writer, values);
                resolved.Write(writer);
            }
        });
    }

    /// <summary>A modal with what the user has entered.</summary>
    /// <exception cref="ArgumentException">The modal has no such component, or it does not take the value.</exception>
    public Snowflake Submit(InteractionPlace place, PendingInteraction opened, IReadOnlyDictionary<string, object> values)
    {
        using var modal = JsonDocument.Parse(opened.Modal);
        var input = new ModalInputWriting(modal.RootElement, Resolved(place), values);
        return Begin(InteractionKind.ModalSubmit, place with { Channel = opened.Channel }, opened.Source, input.Write);
    }

    /// <summary>The message with this id in this guild, or in direct messages when the guild is null.</summary>
    /// <exception cref="InvalidOperationException">There is no such message.</exception>
    public SimulatedMessage FindMessage(Snowflake id, InteractionPlace place)
    {
        var message = state.Messages.Find(id) ?? throw new InvalidOperationException($"There is no message {id}, or it was deleted.");
        bool isHere = place.Guild is { } guild ? message.Channel.GuildId == guild.Id : message.Channel.Id == place.Channel.Id;
        return isHere ? message : throw new InvalidOperationException(
            $"The message {id} is in the channel {message.Channel.Id}, which {place.User.Name} does not see here.");
    }

    /// <summary>The interaction with this id, in this guild or in direct messages, that the bot answered with a modal.</summary>
    /// <exception cref="InvalidOperationException">There is no such interaction, or it has another answer.</exception>
    public PendingInteraction FindModal(Snowflake interactionId, Snowflake? guildId) =>
        state.Interactions.Find(interactionId) is { Modal.Length: > 0 } opened && opened.Channel.GuildId == guildId
            ? opened
            : throw new InvalidOperationException(
                $"The bot has not answered the interaction {interactionId} with a modal in {guildId?.ToString() ?? "direct messages"}.");

    private RegisteredCommand? FindCommand(InteractionPlace place, string name, CommandKind kind)
    {
        if (state.Commands.Find(name, kind, place.Guild?.Id) is not { } command)
        {
            return null;
        }

        return command.IsOffered(inGuild: place.Guild is not null)
            ? command
            : throw new InvalidOperationException(
                $"The command {name} is not offered in {(place.Guild is null ? "direct messages" : "guilds")}: see its contexts.");
    }

    private ResolvedWriting Resolved(InteractionPlace place) => new(
        state.World, place, file => new MessageComposer(state).Attach(place.Channel, file.Name, contentType: null, file.Content));

    private Snowflake Begin(
        InteractionKind kind, InteractionPlace place, SimulatedMessage? source, Action<Utf8JsonWriter> writeData, string? command = null)
    {
        // What the user has entered is checked while it is written, before there is an interaction.
        byte[] data = Json.Write(writer =>
        {
            writer.WriteStartObject();
            writeData(writer);
            writer.WriteEndObject();
        });
        var interaction = state.Interactions.Begin(state.World.Ids.Now(), kind, place.Channel, place.User, source, command);
        state.Dispatch(
            "INTERACTION_CREATE",
            Json.Write(writer => writer.WriteInteraction(interaction, place, state.World.ApplicationId, data)));
        return interaction.Id;
    }
}
