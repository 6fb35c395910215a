namespace Spectacles.Gateway.Interactions.Tests;

internal sealed partial class Music
{
    public List<string> Calls { get; } = [];

    public int Count { get; private set; }

    [SlashCommand("play", "Plays a song")]
    public Task PlayAsync(
        Interaction context,
        [Option("The title", Autocomplete = nameof(Songs))] string song,
        [Option("0 to 100", Min = 0, Max = 100)] int volume = 50)
    {
        Calls.Add($"play {song} {volume}");
        return Task.CompletedTask;
    }

    [SlashCommand("count", "Counts")]
    public async ValueTask CountAsync(Interaction context, [Option("A title")] string song, [Option("A number")] int volume)
    {
        Count += song.Length + volume;
        await Task.CompletedTask;
    }

    public IReadOnlyList<Suggestion> Songs(string typed, int? volume) => [$"{typed} one", new Suggestion("two", $"{typed} {volume}")];
}
