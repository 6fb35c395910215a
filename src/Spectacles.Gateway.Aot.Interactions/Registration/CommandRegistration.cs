using System.Collections.Immutable;
using System.Globalization;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Interactions;

/// <summary>
/// Registers the commands of modules. Both sides are compared in one normal form, and nothing is sent if they are equal. Run it in one
/// place: when the bot is deployed (<see cref="RunAsync"/>), or in the process with shard 0
/// (<see cref="InteractionOptions.RegisterCommands"/>).
/// </summary>
/// <remarks>https://discord.com/developers/docs/interactions/application-commands#registering-a-command</remarks>
public sealed class CommandRegistration
{
    private const string Deploy = "--deploy-commands";
    private const string Diff = "--diff-commands";
    private const string Guild = "--guild";
    private const string Delete = "--allow-delete";

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
    /// Does what the arguments of the program ask for: <c>--deploy-commands</c> registers the commands, and <c>--diff-commands</c> only
    /// shows the difference; the exit code is 1 if there is one, also if it is only a command to delete. <c>--guild 123</c> and
    /// <c>--allow-delete</c> set <see cref="GuildId"/> and <see cref="AllowDelete"/>.
    /// </summary>
    /// <param name="arguments">The arguments of the program.</param>
    /// <param name="rest">The client.</param>
    /// <param name="modules">The classes with the commands.</param>
    /// <returns>The exit code of the program; null if the arguments ask for neither, and the bot should start.</returns>
    /// <exception cref="ArgumentException">The guild is not an id, or two modules have the same command.</exception>
    /// <exception cref="DiscordApiException">Discord refused a request, for example because a command exceeds a limit.</exception>
    public static async Task<int?> RunAsync(IReadOnlyList<string> arguments, BotRest rest, params IInteractionModule[] modules)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        bool deploys = arguments.Contains(Deploy);
        if (!deploys && !arguments.Contains(Diff))
        {
            return null;
        }

        var registration = new CommandRegistration(rest, modules)
        {
            GuildId = GuildOf(arguments),
            AllowDelete = arguments.Contains(Delete),
        };
        var difference = await (deploys ? registration.DeployAsync() : registration.CompareAsync()).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(difference.ToString()).ConfigureAwait(false);
        return deploys || (difference.IsEmpty && difference.Removed.IsEmpty) ? 0 : 1;
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

    private static Snowflake? GuildOf(IReadOnlyList<string> arguments)
    {
        int index = arguments.ToList().IndexOf(Guild);
        return index < 0 ? null
            : index + 1 < arguments.Count && Snowflake.TryParse(arguments[index + 1], CultureInfo.InvariantCulture, out var id) ? id
            : throw new ArgumentException($"{Guild} must be followed by the id of a guild.", nameof(arguments));
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
        var same = own.ToLookup(
            mine => known.TryGetValue(mine.Name, out var there)
                ? form.Of(mine.Json.Utf8).AsSpan().SequenceEqual(form.Of(there.Json.Utf8))
                : (bool?)null,
            mine => mine.Name);
        return new CommandDifference
        {
            Added = [.. same[null]],
            Changed = [.. same[false]],
            Unchanged = [.. same[true]],
            Removed = [.. known.Keys.Except(own.Select(mine => mine.Name))],
            Foreign = [.. registered.Where(command => !command.IsKnown).Select(command => command.Name)],
            DeletesRemoved = AllowDelete,
        };
    }
}
