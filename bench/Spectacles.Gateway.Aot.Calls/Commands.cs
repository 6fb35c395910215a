using Spectacles.Gateway.Interactions;

namespace Spectacles.Gateway.WholeProcess;

/// <summary>A slash command with two options.</summary>
internal sealed partial class Commands
{
    [SlashCommand("play", "Plays a song")]
    public static Task PlayAsync(Interaction context, [Option("The title")] string song, [Option("0 to 100")] int volume = 50) =>
        context.AnswerAsync($"Playing {song} at {volume} %.");
}
