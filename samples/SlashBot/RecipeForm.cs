using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary><c>/add-recipe</c>: a modal, and what happens with its fields. A value that is no number is answered by the library.</summary>
internal sealed partial class RecipeForm(Cookbook cookbook)
{
    [SlashCommand("add-recipe", "Adds a recipe to the cookbook")]
    public static Task OpenAsync(Interaction context) => context.ShowModalAsync(new Modal("add-recipe", "A new recipe")
    {
        Components =
        [
            Components.Label("Title", Components.TextInput("title", maxLength: Recipe.LongestTitle)),
            Components.Label("Minutes", Components.TextInput("minutes", maxLength: 3, placeholder: "30")),
            Components.Label(
                "Ingredients", Components.TextInput("ingredients", TextInputStyle.Paragraph), "For one person, one in each line"),
        ],
    });

    [Modal("add-recipe")]
    public Task AddAsync(
        Interaction context, [Field("title")] string title, [Field("minutes")] int minutes, [Field("ingredients")] string ingredients)
    {
        string[] lines = ingredients.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        cookbook.Add(new Recipe(title, minutes, [.. lines]));
        return context.AnswerAsync($"{title} is in the cookbook.");
    }
}
