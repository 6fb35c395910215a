using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Registers the commands of modules. Both sides are compared in one normal form, and nothing is sent if they are equal. Run it in one
/// place: when the bot is deployed (<see cref="RunAsync(IReadOnlyList{string}, InteractionDispatcher, CancellationToken)"/>), or in the
/// process with shard 0 (<see cref="InteractionOptions.RegisterCommands"/>).
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#registering-a-command</remarks>
public sealed class CommandRegistration
{
    private readonly BotRest rest;
    private readonly CommandRoutes routes;
    private readonly ImmutableArray<CommandText> own;

    /// <summary>Prepares a registration. Nothing is sent.</summary>
    /// <param name="rest">The client.</param>
    /// <param name="modules">The classes with the commands.</param>
    /// <exception cref="ArgumentException">Two modules have a command of the same name and type.</exception>
    public CommandRegistration(BotRest rest, params ReadOnlySpan<IInteractionModule> modules)
    {
        ArgumentNullException.ThrowIfNull(rest);
        this.rest = rest;
        routes = new CommandRoutes(rest);
        var commands = ImmutableArray.CreateBuilder<CommandText>();
        foreach (var module in modules)
        {
            for (int i = 0; i < module.CommandCount; i++)
            {
                commands.Add(new CommandText(new JsonText(System.Text.Encoding.UTF8.GetString(module.GetCommand(i)))));
            }
        }

        own = commands.ToImmutable();
        if (own.GroupBy(command => command.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two methods have the command {twice.Key}.", nameof(modules));
        }
    }

    /// <summary>
    /// The guild for which the commands are registered; null for all guilds and direct messages. A guild has the new commands at once.
    /// </summary>
    public Snowflake? GuildId { get; init; }

    /// <summary>
    /// Whether registered commands that no module has are deleted. By default they are sent back unchanged, because another program may
    /// have registered them.
    /// </summary>
    public bool AllowDelete { get; init; }

    /// <summary>
    /// Does what the arguments of the program ask for: <c>--deploy-commands</c> registers the commands and prints what differed, and
    /// <c>--diff-commands</c> only prints it. <c>--guild 123</c> and <c>--allow-delete</c> set <see cref="GuildId"/> and
    /// <see cref="AllowDelete"/>. Other arguments are ignored, unless they begin with <c>--deploy</c> or <c>--diff</c>, or are
    /// misspellings of these.
    /// </summary>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="rest">The client.</param>
    /// <param name="modules">The classes with the commands.</param>
    /// <returns>
    /// The exit code of the program; null if the arguments ask for neither, and the bot should start. 0: the commands are registered, or
    /// equal. 1: <c>--diff-commands</c> has found a difference, if only a command to delete. 2: Discord could not be reached or did not
    /// answer; a later attempt may succeed. 78: an argument, the token, the guild or a command is wrong; a repetition does not help. For 2
    /// and 78, a line on standard error says what is wrong.
    /// </returns>
    public static Task<int?> RunAsync(IReadOnlyList<string> arguments, BotRest rest, params IInteractionModule[] modules)
    {
        ArgumentNullException.ThrowIfNull(rest);
        ArgumentNullException.ThrowIfNull(modules);
        return RunAsync(arguments, () => (rest, [.. modules]), CancellationToken.None);
    }

    /// <inheritdoc cref="RunAsync(IReadOnlyList{string}, BotRest, IInteractionModule[])"/>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="interactions">The handler that has the commands.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static Task<int?> RunAsync(
        IReadOnlyList<string> arguments, InteractionDispatcher interactions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(interactions);
        return RunAsync(arguments, () => (interactions.Rest, interactions.Modules), cancellationToken);
    }

    /// <inheritdoc cref="RunAsync(IReadOnlyList{string}, BotRest, IInteractionModule[])"/>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="services">
    /// The services of a host with a bot that has interactions. They are used only if the arguments ask for something, so that a wrong
    /// configuration is otherwise reported by the host.
    /// </param>
    /// <param name="name">The name of the bot; null for the bot without a name.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public static Task<int?> RunAsync(
        IReadOnlyList<string> arguments,
        IServiceProvider services,
        string? name = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        return RunAsync(arguments, Find, cancellationToken);

        (BotRest Client, ImmutableArray<IInteractionModule> Modules) Find()
        {
            var interactions = services.GetRequiredKeyedService<InteractionDispatcher>(name);
            return (interactions.Rest, interactions.Modules);
        }
    }

    /// <summary>Compares the commands with those that are registered. Sends nothing but two questions.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="DiscordApiException">Discord refused a request.</exception>
    public async Task<CommandDifference> CompareAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync(cancellationToken).ConfigureAwait(false)).Difference;

    /// <summary>Registers the commands, unless they are equal to those that are registered.</summary>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The difference before.</returns>
    /// <exception cref="DiscordApiException">Discord refused a request, for example because a command exceeds a limit.</exception>
    public async Task<CommandDifference> DeployAsync(CancellationToken cancellationToken = default)
    {
        var (application, registered, difference) = await ReadAsync(cancellationToken).ConfigureAwait(false);
        if (!difference.IsEmpty)
        {
            var kept = registered.Where(command => !command.IsKnown || (!AllowDelete && own.All(mine => mine.Name != command.Name)));
            ImmutableArray<CommandText> all = [.. own, .. kept.Select(command => command.ToRegistration())];
            await routes.ReplaceAsync(application, GuildId, all, cancellationToken).ConfigureAwait(false);
        }

        return difference;
    }

    private static async Task<int?> RunAsync(
        IReadOnlyList<string> arguments,
        Func<(BotRest Client, ImmutableArray<IInteractionModule> Modules)> find,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (!CommandArguments.TryRead(arguments, out var asked, out string? mistake))
        {
            return await FailAsync(RegistrationFailure.OfArguments(mistake)).ConfigureAwait(false);
        }

        if (asked is null)
        {
            return null;
        }

        CommandRegistration registration;
        try
        {
            var (rest, modules) = find();
            registration = new CommandRegistration(rest, modules.AsSpan()) { GuildId = asked.GuildId, AllowDelete = asked.AllowsDelete };
        }
#pragma warning disable CA1031 // Whatever prevents the bot from being created is written in one line. The services may throw anything.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return await FailAsync(RegistrationFailure.OfBot(e, asked)).ConfigureAwait(false);
        }

        try
        {
            return await registration.RunAsync(asked, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (RegistrationFailure.Of(e, asked, registration.rest.Api) is { } failure)
        {
            return await FailAsync(failure).ConfigureAwait(false);
        }
    }

    private static async Task<int> FailAsync(RegistrationFailure failure)
    {
        await Console.Error.WriteLineAsync(failure.Message).ConfigureAwait(false);
        return failure.ExitCode;
    }

    private async Task<int> RunAsync(CommandArguments asked, CancellationToken cancellationToken)
    {
        var difference = await (asked.Deploys ? DeployAsync(cancellationToken) : CompareAsync(cancellationToken)).ConfigureAwait(false);
        bool isEqual = difference.IsEmpty && (asked.Deploys || difference.Removed.IsEmpty);
        string what = (asked.Deploys, isEqual) switch
        {
            (true, false) => "Registered for",
            (true, true) => "Nothing to register for",
            (false, false) => "Different for",
            (false, true) => "Equal for",
        };
        await Console.Out.WriteLineAsync($"{what} {asked.Place}:\n{difference}").ConfigureAwait(false);
        return asked.Deploys || isEqual ? 0 : 1;
    }

    private async Task<(Snowflake Application, ImmutableArray<CommandText> Registered, CommandDifference Difference)> ReadAsync(
        CancellationToken cancellationToken)
    {
        var application = await rest.GetCurrentApplicationAsync(cancellationToken).ConfigureAwait(false);
        var registered = await routes.ReadAsync(application.Id, GuildId, cancellationToken).ConfigureAwait(false);
        int[] installations = [.. application.IntegrationTypesConfig.Keys.Select(type => (int)type).Order()];
        var form = new CommandForm(GuildId is not null, installations.Length > 0 ? installations : [0]);
        return (application.Id, registered, Compare(form, registered));
    }

    private CommandDifference Compare(CommandForm form, ImmutableArray<CommandText> registered)
    {
        var known = registered.Where(command => command.IsKnown).ToDictionary(command => command.Name);
        List<string> added = [];
        List<string> unchanged = [];
        Dictionary<string, IReadOnlyList<string>> changed = [];
        foreach (var mine in own)
        {
            if (!known.Remove(mine.Name, out var there))
            {
                added.Add(mine.Name);
            }
            else if (FormDifference.Find(form.Of(mine.Json.Utf8), form.Of(there.Json.Utf8)) is { Count: > 0 } fields)
            {
                changed.Add(mine.Name, fields);
            }
            else
            {
                unchanged.Add(mine.Name);
            }
        }

        return new CommandDifference
        {
            Added = [.. added],
            Changed = [.. changed.Keys],
            ChangedFields = changed,
            Unchanged = [.. unchanged],
            Removed = [.. known.Keys],
            Foreign = [.. registered.Where(command => !command.IsKnown).Select(command => command.Name)],
            DeletesRemoved = AllowDelete,
        };
    }
}
