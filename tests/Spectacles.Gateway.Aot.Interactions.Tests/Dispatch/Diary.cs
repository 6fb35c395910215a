using Spectacles.Gateway.Hosting;

namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A module that gets another service for each interaction.</summary>
[ScopedHandler]
internal sealed partial class Diary(DiaryPage page)
{
    [SlashCommand("write", "Writes a line")]
    public async Task WriteAsync(Interaction context, [Option("The line")] string line)
    {
        await Task.Yield();
        page.Lines.Add(line);
        await context.AnswerAsync($"{page.Lines.Count} {page.IsDisposed}");
    }
}
