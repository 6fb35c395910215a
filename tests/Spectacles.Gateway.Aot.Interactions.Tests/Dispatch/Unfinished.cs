namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>A command whose suggestions depend on other options.</summary>
internal sealed partial class Unfinished
{
    [SlashCommand("unfinished", "Suggests")]
    public static Task RunAsync(
        Interaction context,
        [Option("Title", Autocomplete = nameof(Titles))] string title,
        [Option("Length")] TimeSpan? length = null,
        [Option("Number", Autocomplete = nameof(Numbers))] int? number = null,
        [Option("Factor")] double factor = 5,
        [Option("Order")] Order? order = null) => context.AnswerAsync($"{title} {length} {number} {factor} {order}");

    public static IEnumerable<Suggestion> Titles(string typed, TimeSpan? length, int? number, Order? order, double factor = 5) =>
        [new Suggestion($"{typed} {length} {number} {order}{factor}", "t")];

    public static IEnumerable<Suggestion> Numbers(int? number) => [new Suggestion(number is null ? "none" : "some", 0L)];
}
