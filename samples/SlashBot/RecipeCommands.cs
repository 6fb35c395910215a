using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary><c>/recipe show</c> with autocompletion, and <c>/recipe list</c>, an embed with pages.</summary>
[CommandGroup("recipe", "The cookbook")]
internal sealed partial class RecipeCommands(Cookbook cookbook)
{
    private const int PageSize = 3;

    [SlashCommand("recipe show", "Shows a recipe")]
    public Task ShowAsync(
        Interaction context,
        [Option("The title", Autocomplete = nameof(SuggestTitles))] string title,
        [Option("The number of people", Min = 1, Max = 20)] int people = 1,
        [Option("Only you see the answer")] bool quiet = false)
    {
        if (cookbook.Find(title) is not { } recipe)
        {
            return context.AnswerAsync("There is no such recipe.", ephemeral: true);
        }

        var embed = new Embed
        {
            Title = recipe.Title,
            Description = string.Join('\n', recipe.Ingredients.Select(ingredient => $"{people} × {ingredient}")),
            Footer = new EmbedFooter { Text = $"{recipe.Minutes} minutes" },
        };
        return context.AnswerAsync(new InteractionMessage { Embeds = [embed], Ephemeral = quiet });
    }

    public IEnumerable<Suggestion> SuggestTitles(string typed) => cookbook.Suggest(typed);

    [SlashCommand("recipe list", "Lists all recipes")]
    public Task ListAsync(Interaction context) => context.AnswerAsync(Page(0));

    [Component("recipes:{page}")]
    public Task TurnAsync(Interaction context, int page) => context.UpdateAsync(Page(page));

    private InteractionMessage Page(int number)
    {
        var recipes = cookbook.All;
        int last = (recipes.Length - 1) / PageSize;
        number = Math.Clamp(number, 0, last);
        var embed = new Embed
        {
            Title = "Recipes",
            Fields =
            [
                .. recipes.Skip(number * PageSize)
                    .Take(PageSize)
                    .Select(recipe => new EmbedField { Name = recipe.Title, Value = $"{recipe.Minutes} minutes" }),
            ],
            Footer = new EmbedFooter { Text = $"Page {number + 1} of {last + 1}" },
        };
        return new InteractionMessage
        {
            Embeds = [embed],
            Components =
            [
                Components.Row(
                    Components.Button($"recipes:{number - 1}", "Back", disabled: number == 0),
                    Components.Button($"recipes:{number + 1}", "Next", disabled: number == last)),
            ],
        };
    }
}
