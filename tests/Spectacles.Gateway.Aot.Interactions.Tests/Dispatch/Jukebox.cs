using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A module as a bot has it: a command with suggestions, a button, a modal and a command for users.</summary>
[CommandGroup("queue", "The songs to play")]
internal sealed partial class Jukebox
{
    [SlashCommand("queue add", "Adds a song")]
    public Task AddAsync(
        Interaction context,
        [Option("The title", Autocomplete = nameof(SongsAsync))] string song,
        [Option("How long to wait")] TimeSpan? after,
        [Option("Who has asked for it")] GuildMember? by,
        [Option("How to sort")] Order order = Order.Newest) =>
        context.AnswerAsync(new InteractionMessage
        {
            Content = $"{song} {after} {by?.User.Username} {order}",
            Components = [Components.Row(Components.Button($"rename:{order}:{song}", "Rename"))],
        });

    public async Task<IReadOnlyList<Suggestion>> SongsAsync(Autocompletion context, string typed, Snowflake? by)
    {
        await Task.Yield();
        return [$"{typed} ({context.GuildId is not null})", new Suggestion($"by {by is not null}", typed)];
    }

    [Component("rename:{order}:{song}")]
    public Task RenameAsync(Interaction context, string song, Order order) => context.ShowModalAsync(
        new Modal($"name:{order}", song) { Components = [Components.Label("Name", Components.TextInput("name"))] });

    [Modal("name:{order}")]
    public Task NameAsync(Interaction context, Order order, [Field("name")] string name) => context.AnswerAsync($"{name} {order}");

    [UserCommand("Their songs")]
    public ValueTask SongsOfAsync(Interaction context, User user) => new(context.AnswerAsync($"Songs of {user.Username}"));
}
