using System.Text.Json;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// A user by name, in a guild: <c>gateway.People["ada"]</c>. What a person does with the bot returns the bot's answer, and fails with
/// <see cref="TimeoutException"/> and the transcript when there is none within <see cref="SimulatedGatewayOptions.ObservationTimeout"/>.
/// </summary>
public sealed class SimulatedPerson
{
    private readonly SimulatedPeople people;
    private readonly GatewayState state;

    internal SimulatedPerson(SimulatedPeople people, GatewayState state, SimulatedGuild guild, SimulatedMember member) =>
        (this.people, this.state, Guild, Member) = (people, state, guild, member);

    /// <summary>The guild in which the person acts: by default the first one that the person is in.</summary>
    public SimulatedGuild Guild { get; }

    /// <summary>The person in this guild.</summary>
    public SimulatedMember Member { get; }

    /// <summary>The person's user.</summary>
    public SimulatedUser User => Member.User;

    /// <summary>The same person in another guild.</summary>
    /// <exception cref="InvalidOperationException">The person is not in the guild.</exception>
    public SimulatedPerson In(SimulatedGuild guild)
    {
        ArgumentNullException.ThrowIfNull(guild);
        return new SimulatedPerson(
            people,
            state,
            guild,
            guild.FindMember(User.Id) ?? throw new InvalidOperationException($"{User.Name} is not in {guild.Name}."));
    }

    /// <summary>Writes a message.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="text">The text.</param>
    /// <returns>The message's id.</returns>
    public Snowflake Say(SimulatedChannel channel, string text)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return people.Say(Guild, text, Member, channel);
    }

    /// <summary>Writes a message in the guild's first text channel.</summary>
    /// <inheritdoc cref="Say(SimulatedChannel, string)"/>
    public Snowflake Say(string text) => people.Say(Guild, text, Member);

    /// <summary>Writes a direct message to the bot.</summary>
    /// <inheritdoc cref="Say(SimulatedChannel, string)"/>
    public Snowflake SayDirectly(string text) => people.SayDirectly(User, text);

    /// <summary>Runs a slash command and waits for the bot's answer: a message, an edit of a deferred one, or a modal.</summary>
    /// <param name="command">The command's name, without the slash, and those of its subcommands.</param>
    /// <param name="options">The options by name: texts, numbers, booleans, users, channels, roles.</param>
    /// <param name="channel">The channel; by default the first text channel.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">The command has no such option, or it does not take the value.</exception>
    /// <exception cref="InvalidOperationException">The bot has not registered the command in time.</exception>
    /// <exception cref="TimeoutException">The bot did not answer. The message contains the transcript.</exception>
    public Task<Reply> UseAsync(
        string command, CommandOptions? options = null, SimulatedChannel? channel = null, CancellationToken cancellationToken = default) =>
        RunAsync($"/{command}", () => people.UseCommand(Guild, command, Member, channel, options), cancellationToken);

    /// <summary>Runs a command in the menu of a user and waits for the bot's answer.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="target">The user.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">The bot has not registered the command in time.</exception>
    /// <exception cref="TimeoutException">The bot did not answer. The message contains the transcript.</exception>
    public Task<Reply> UseOnUserAsync(string command, SimulatedMember target, CancellationToken cancellationToken = default) =>
        RunAsync(command, () => people.UseUserCommand(Guild, command, target, Member), cancellationToken);

    /// <summary>Runs a command in the menu of a message and waits for the bot's answer.</summary>
    /// <param name="command">The command's name.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">The bot has not registered the command, or there is no such message.</exception>
    /// <exception cref="TimeoutException">The bot did not answer. The message contains the transcript.</exception>
    public Task<Reply> UseOnMessageAsync(string command, Snowflake message, CancellationToken cancellationToken = default) =>
        RunAsync(command, () => people.UseMessageCommand(Guild, command, message, Member), cancellationToken);

    /// <summary>Presses a button of a message of the bot and waits for the answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="customId">The button's <c>custom_id</c>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">There is no such message or enabled button.</exception>
    /// <exception cref="TimeoutException">The bot did not answer. The message contains the transcript.</exception>
    public Task<Reply> PressAsync(Reply message, string customId, CancellationToken cancellationToken = default) =>
        PressAsync(IdOf(message), customId, cancellationToken);

    /// <inheritdoc cref="PressAsync(Reply, string, CancellationToken)"/>
    public Task<Reply> PressAsync(Snowflake message, string customId, CancellationToken cancellationToken = default) =>
        WaitForAnswerAsync($"answer to the button {customId}", people.Press(Guild, message, customId, Member), cancellationToken);

    /// <summary>Chooses values in a select menu of a message of the bot and waits for the answer.</summary>
    /// <param name="message">The message.</param>
    /// <param name="customId">The menu's <c>custom_id</c>.</param>
    /// <param name="values">The values, as for <see cref="SimulatedPeople.Choose"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">There is no such message or enabled menu.</exception>
    /// <exception cref="TimeoutException">The bot did not answer. The message contains the transcript.</exception>
    public Task<Reply> ChooseAsync(
        Reply message, string customId, IReadOnlyList<object> values, CancellationToken cancellationToken = default) =>
        WaitForAnswerAsync(
            $"answer to the menu {customId}", people.Choose(Guild, IdOf(message), customId, values, Member), cancellationToken);

    /// <summary>Fills in the modal that is the bot's answer, submits it and waits for the next answer.</summary>
    /// <param name="modal">The answer that opened the modal.</param>
    /// <param name="values">What the person enters, by <c>custom_id</c>, as for <see cref="SimulatedPeople.Submit"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InvalidOperationException">The answer is not a modal.</exception>
    /// <exception cref="TimeoutException">The bot did not answer. The message contains the transcript.</exception>
    public Task<Reply> SubmitAsync(
        Reply modal, IReadOnlyDictionary<string, object> values, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(modal);
        return WaitForAnswerAsync(
            "answer to the modal", people.Submit(Guild, modal.InteractionId ?? default, values), cancellationToken);
    }

    /// <summary>Types in an option of a command that the bot completes, and waits for the choices.</summary>
    /// <param name="command">The command's name, and those of its subcommands.</param>
    /// <param name="option">The option.</param>
    /// <param name="text">What the person has typed so far.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The names of the choices.</returns>
    /// <exception cref="ArgumentException">The command has no such option.</exception>
    /// <exception cref="InvalidOperationException">The bot has not registered the command in time.</exception>
    /// <exception cref="TimeoutException">The bot did not answer. The message contains the transcript.</exception>
    public async Task<IReadOnlyList<string>> TypeAsync(
        string command, string option, string text, CancellationToken cancellationToken = default)
    {
        var reply = await RunAsync($"/{command}", () => people.TypeOption(Guild, command, option, text, Member), cancellationToken);
        using var body = JsonDocument.Parse(reply.Body);
        return [.. body.RootElement.Field("data").Elements("choices").Select(choice => choice.Text("name") ?? "")];
    }

    /// <summary>Edits a message that the person has written.</summary>
    /// <param name="message">The message.</param>
    /// <param name="text">The new text.</param>
    /// <exception cref="InvalidOperationException">The message does not exist, or someone else has written it.</exception>
    public void Edit(Snowflake message, string text)
    {
        if (state.Messages.Find(message) is { } written && written.Author.Id != User.Id)
        {
            throw new InvalidOperationException($"{User.Name} can't edit a message that {written.Author.Name} has written.");
        }

        people.Edit(message, text);
    }

    /// <summary>Deletes a message.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="InvalidOperationException">The message does not exist.</exception>
    public void Delete(Snowflake message) => people.Delete(message);

    /// <summary>Leaves the guild.</summary>
    public void Leave() => people.Leave(Guild, Member);

    /// <summary>Joins a voice channel, moves to another, or leaves it.</summary>
    /// <param name="channel">The channel; null to leave.</param>
    public void MoveToVoice(SimulatedChannel? channel) => people.MoveToVoice(Guild, Member, channel);

    /// <summary>Changes the status.</summary>
    /// <param name="status"><c>online</c>, <c>idle</c>, <c>dnd</c> or <c>offline</c>.</param>
    public void ChangePresence(string status) => people.ChangePresence(Guild, Member, status);

    /// <summary>Reacts to a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="emoji">The emoji.</param>
    public void React(Snowflake message, string emoji) =>
        people.React(Guild, message, emoji, Member, state.Messages.Find(message)?.Channel);

    private static Snowflake IdOf(Reply message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return message.MessageId ?? throw new InvalidOperationException("The bot's answer is not a message, so it has no components.");
    }

    /// <summary>Runs a command, as soon as the bot is connected and has registered it, and waits for the answer.</summary>
    private async Task<Reply> RunAsync(string command, Func<Snowflake?> run, CancellationToken cancellationToken)
    {
        var interaction = await people.RunWhenReadyAsync(run, state.ObservationTimeout, cancellationToken)
            ?? throw new InvalidOperationException($"The bot has not registered {command}. {state.Commands.Describe()}");
        return await WaitForAnswerAsync($"answer to {command}", interaction, cancellationToken);
    }

    private Task<Reply> WaitForAnswerAsync(string what, Snowflake interaction, CancellationToken cancellationToken) =>
        state.Journal.Replies.TakeAsync(what, reply => reply.InteractionId == interaction && !reply.IsDeferred, cancellationToken);
}
