using System.Collections.Immutable;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Interactions;

namespace SlashBot;

/// <summary><c>/diet</c>: a select menu with several values.</summary>
internal sealed partial class DietMenu
{
    [SlashCommand("diet", "What you do not eat")]
    public static Task AskAsync(Interaction context) => context.AnswerAsync(new InteractionMessage
    {
        Content = "What do you not eat?",
        Components =
        [
            Components.Row(Components.Select(
                "diet",
                [Components.Option("Meat"), Components.Option("Milk"), Components.Option("Nuts", description: "All kinds of nuts")],
                "Select all of it",
                min: 0,
                max: 3)),
        ],
        Ephemeral = true,
    });

    [Component("diet")]
    public static Task AnswerAsync(Interaction context, [Selected] ImmutableArray<string> foods) =>
        context.UpdateAsync(new InteractionMessage
        {
            Content = foods.IsEmpty ? "You eat everything." : $"You do not eat: {string.Join(", ", foods)}.",
            Components = [],
        });
}
