using System.Collections.Concurrent;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary><c>/config units set</c> and <c>/config units show</c>: a group of subcommands, for people who manage the server.</summary>
[CommandGroup("config", "Settings of this server")]
[CommandGroup("config units", "Units of recipes")]
[Contexts(InteractionContextType.Guild)]
[RequirePermissions(Permissions.ManageGuild)]
internal sealed partial class UnitSettings
{
    private readonly ConcurrentDictionary<Snowflake, UnitSystem> units = new();

    [SlashCommand("config units set", "Selects the units")]
    public Task SetAsync(Interaction context, [Option("The units")] UnitSystem system)
    {
        units[context.GuildId ?? default] = system;
        return context.AnswerAsync($"The units are {system}.", ephemeral: true);
    }

    [SlashCommand("config units show", "Shows the units")]
    public Task ShowAsync(Interaction context) =>
        context.AnswerAsync($"The units are {units.GetValueOrDefault(context.GuildId ?? default)}.", ephemeral: true);
}
