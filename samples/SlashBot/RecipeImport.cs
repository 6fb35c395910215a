using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary>
/// <c>/import</c>: an uploaded text file with one recipe in each line, <c>Title; minutes; ingredient, ingredient</c>. A download may take
/// longer than the 3 seconds in which Discord expects an answer, so the answer is deferred if need be.
/// </summary>
internal sealed partial class RecipeImport(Cookbook cookbook)
{
    private const int MaxBytes = 64 * 1024;

    [SlashCommand("import", "Adds recipes from a text file")]
    [AutoDefer(DeferKind.EphemeralReply)]
    public async Task ImportAsync(
        Interaction context, [Option("Lines with a title, minutes and ingredients")] Attachment file, CancellationToken cancellationToken)
    {
        if (file.Size > MaxBytes)
        {
            await context.AnswerAsync($"The file is larger than {MaxBytes / 1024} KB.", ephemeral: true);
            return;
        }

        using var content = new MemoryStream();
        await context.Rest.DownloadAsync(file, content, MaxBytes, cancellationToken);
        var recipes = Read(Encoding.UTF8.GetString(content.ToArray())).ToArray();
        foreach (var recipe in recipes)
        {
            cookbook.Add(recipe);
        }

        await context.AnswerAsync($"{recipes.Length} recipes of {file.Filename} are in the cookbook.", ephemeral: true);
    }

    private static IEnumerable<Recipe> Read(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(';', StringSplitOptions.TrimEntries) is [{ Length: > 0 } title, var minutes, var ingredients]
                && int.TryParse(minutes, out int number))
            {
                string shown = title.Length > Recipe.LongestTitle ? $"{title[..(Recipe.LongestTitle - 1)]}…" : title;
                yield return new Recipe(shown, number, [.. ingredients.Split(',', StringSplitOptions.TrimEntries)]);
            }
        }
    }
}
