using System.Threading.Tasks;
using Spectacles.Gateway.Interactions;

[CommandGroup("queue", "The songs to play")]
public sealed partial class Queue
{
    [SlashCommand("queue add", "Adds a song")]
    public Task AddAsync(Interaction context, [Option("Where"), Choice("At the end", "end"), Choice("\"Next\"", "next")] string where) =>
        Task.CompletedTask;

    [UserCommand("Their songs")]
    public Task SongsAsync(Interaction context, Spectacles.Gateway.Events.User user) => Task.CompletedTask;
}
