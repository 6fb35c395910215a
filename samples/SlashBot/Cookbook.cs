using System.Collections.Immutable;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary>
/// The recipes, in memory and in the order of their titles. Methods of interactions run in parallel, so the list is replaced.
/// </summary>
internal sealed class Cookbook
{
    private ImmutableArray<Recipe> recipes =
    [
        new("Apple pie", 60, ["200 g apples", "80 g flour", "40 g butter"]),
        new("Carrot soup", 30, ["250 g carrots", "1 onion", "300 ml broth"]),
        new("Fried rice", 20, ["90 g rice", "1 egg", "50 g peas"]),
        new("Lentil curry", 35, ["80 g lentils", "100 ml coconut milk", "1 tomato"]),
        new("Pancakes", 15, ["60 g flour", "1 egg", "120 ml milk"]),
        new("Potato salad", 40, ["300 g potatoes", "1 onion", "2 tbsp oil"]),
        new("Tomato pasta", 25, ["120 g pasta", "2 tomatoes", "1 clove of garlic"]),
    ];

    public ImmutableArray<Recipe> All => recipes;

    public Recipe? Find(string title) => All.FirstOrDefault(recipe => recipe.Title.Equals(title, StringComparison.OrdinalIgnoreCase));

    /// <summary>Titles for a user who has typed a part of one.</summary>
    public IEnumerable<Suggestion> Suggest(string typed) =>
        All.Where(recipe => recipe.Title.Contains(typed, StringComparison.OrdinalIgnoreCase)).Select(recipe => (Suggestion)recipe.Title);

    /// <summary>Adds a recipe. One with the same title is replaced.</summary>
    public void Add(Recipe recipe) => ImmutableInterlocked.Update(
        ref recipes,
        static (all, added) =>
        [
            .. all.Where(other => !other.Title.Equals(added.Title, StringComparison.OrdinalIgnoreCase))
                .Append(added)
                .OrderBy(other => other.Title, StringComparer.OrdinalIgnoreCase),
        ],
        recipe);
}
