using System.Text;
using Spectacles.Gateway.Interactions;
using Spectacles.Gateway.Rest;

namespace SlashBot;

/// <summary><c>/shopping-list</c>: the bot uploads a file that it has made.</summary>
internal sealed partial class ShoppingList(Cookbook cookbook)
{
    [SlashCommand("shopping-list", "What to buy for a recipe, as a file")]
    [Cooldown(30, Uses = 3)]
    public Task SendAsync(
        Interaction context,
        [Option("The title", Autocomplete = nameof(SuggestTitles))] string title,
        [Option("The number of people", Min = 1, Max = 20)] int people = 1)
    {
        if (cookbook.Find(title) is not { } recipe)
        {
            return context.AnswerAsync("There is no such recipe.", ephemeral: true);
        }

        var list = new StringBuilder();
        foreach (string ingredient in recipe.Ingredients)
        {
            list.Append("[ ] ").Append(people).Append(" × ").AppendLine(ingredient);
        }

        return context.AnswerAsync(new InteractionMessage
        {
            Content = $"For {recipe.Title}:",
            Files = [RestFile.FromBytes("shopping-list.txt", Encoding.UTF8.GetBytes(list.ToString()))],
        });
    }

    public IEnumerable<Suggestion> SuggestTitles(string typed) => cookbook.Suggest(typed);
}
