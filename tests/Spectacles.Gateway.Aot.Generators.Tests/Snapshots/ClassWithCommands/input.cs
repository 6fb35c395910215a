using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Spectacles.Gateway;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace MyBot;

public enum Quality
{
    Low,
    [Choice("High (for few listeners)")] High,
}

[CommandGroup("config", "Settings of the bot")]
[CommandGroup("config role", "Roles of the bot")]
[DefaultMemberPermissions(Permissions.ManageGuild)]
public sealed partial class Commands
{
    [SlashCommand("config show", "Shows the settings")]
    public Task ShowAsync(Interaction context) => Task.CompletedTask;

    [SlashCommand("config role add", "Adds a role")]
    [RequirePermissions(Permissions.ManageRoles, Bot = Permissions.ManageRoles)]
    [Cooldown(10, Uses = 2, Per = CooldownScope.Guild)]
    public static ValueTask AddAsync(Interaction context, [Option("The role")] Role role, CancellationToken cancellationToken) => default;

    [SlashCommand("play", "Plays a song")]
    [AutoDefer(DeferKind.EphemeralReply)]
    [Contexts(InteractionContextType.Guild)]
    [IntegrationTypes(ApplicationIntegrationType.UserInstall, ApplicationIntegrationType.GuildInstall)]
    public Task PlayAsync(
        Interaction context,
        [Option("The title", MinLength = 2, MaxLength = 80, Autocomplete = nameof(SongsAsync))] string song,
        [Option("When to begin", Autocomplete = nameof(StartsAsync))] int start,
        [Option("The channel", ChannelTypes = [ChannelType.GuildVoice, ChannelType.GuildText])] Channel? channel,
        [Option("How long", Name = "for")] TimeSpan? duration,
        [Option("How loud", Min = 0.5, Max = 1.5)] double @volume = 1,
        [Option("How good")] Quality quality = Quality.High,
        [Option("How fast"), Choice("Slow", 1), Choice("Fast", 2)] long speed = 1,
        [Option("Whether to repeat")] bool repeatAll = false) => Task.CompletedTask;

    public ValueTask<IReadOnlyList<Suggestion>> SongsAsync(string typed, Snowflake? channel, Quality? quality) => default;

    public static IEnumerable<Suggestion> StartsAsync(Autocompletion context, string typed) => [typed];

    [UserCommand("Report user")]
    [Nsfw]
    public Task ReportAsync(Interaction context, GuildMember target) => Task.CompletedTask;

    [MessageCommand("Translate")]
    public Task TranslateAsync(Message message, Interaction context) => Task.CompletedTask;
}
