using System.Text;
using System.Text.RegularExpressions;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>samples/SlashBot as a program: people use each command, button, menu and modal.</summary>
public sealed partial class SlashBotTests(RunningSlashBot bot) : IClassFixture<RunningSlashBot>
{
    private readonly SimulatedGateway gateway = bot.Gateway;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SimulatedPerson Ada => gateway.People["ada"];

    private SimulatedPerson Bob => gateway.People["bob"];

    [Fact]
    public async Task Recipe_is_shown_for_some_people_and_only_to_the_user()
    {
        var reply = await Ada.UseAsync(
            "recipe show", new() { ["title"] = "Pancakes", ["people"] = 3, ["quiet"] = true }, cancellationToken: Cancel);

        Assert.True(reply.IsEphemeral);
        Assert.Contains("\"title\":\"Pancakes\"", reply.Body, StringComparison.Ordinal);
        Assert.Contains("60 g flour", reply.Body, StringComparison.Ordinal);
        Assert.Contains("15 minutes", reply.Body, StringComparison.Ordinal);
        Assert.Matches(@"3 \S+ 60 g flour", reply.Body);
    }

    [Fact]
    public async Task Titles_are_suggested_while_a_user_types()
    {
        Assert.Equal(["Carrot soup"], await Ada.TypeAsync("recipe show", "title", "carr", Cancel));
        Assert.Contains("Pancakes", await Ada.TypeAsync("shopping-list", "title", "an", Cancel));
    }

    [Fact]
    public async Task List_has_pages()
    {
        var list = await Ada.UseAsync("recipe list", cancellationToken: Cancel);
        var second = await Ada.PressAsync(list, "recipes:1", Cancel);
        var first = await Ada.PressAsync(list, "recipes:0", Cancel);

        Assert.Contains("Page 1 of ", list.Body, StringComparison.Ordinal);
        Assert.StartsWith("{\"type\":7", second.Body, StringComparison.Ordinal);
        Assert.Contains("Page 2 of ", second.Body, StringComparison.Ordinal);
        Assert.Contains("Page 1 of ", first.Body, StringComparison.Ordinal);
        Assert.Contains("Apple pie", first.Body, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ada.PressAsync(list, "recipes:-1", Cancel));
    }

    [Fact]
    public async Task Poll_counts_one_vote_of_each_user()
    {
        var poll = await Ada.UseAsync("dinner", new() { ["first"] = "Soup", ["second"] = "Salad" }, cancellationToken: Cancel);
        string[] buttons = [.. CustomId().Matches(poll.Body).Select(match => match.Groups[1].Value)];

        await Ada.PressAsync(poll, buttons[0], Cancel);
        await Bob.PressAsync(poll, buttons[0], Cancel);
        var changed = await Ada.PressAsync(poll, buttons[1], Cancel);

        Assert.Matches(@"^vote:\d+:0$", buttons[0]);
        Assert.Contains("Soup (1)", changed.Body, StringComparison.Ordinal);
        Assert.Contains("Salad (1)", changed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Menu_takes_several_values()
    {
        var menu = await Ada.UseAsync("diet", cancellationToken: Cancel);
        var answer = await Ada.ChooseAsync(menu, "diet", ["Meat", "Nuts"], Cancel);

        Assert.Equal("You do not eat: Meat, Nuts.", answer.Content);
        Assert.True(menu.IsEphemeral);
    }

    [Fact]
    public async Task Modal_adds_a_recipe()
    {
        var modal = await Ada.UseAsync("add-recipe", cancellationToken: Cancel);
        var answer = await Ada.SubmitAsync(
            modal,
            new Dictionary<string, object> { ["title"] = "Borscht", ["minutes"] = "70", ["ingredients"] = "1 beet\n1 onion" },
            Cancel);
        var recipe = await Ada.UseAsync("recipe show", new() { ["title"] = "borscht" }, cancellationToken: Cancel);

        Assert.Equal("Borscht is in the cookbook.", answer.Content);
        Assert.Contains("70 minutes", recipe.Body, StringComparison.Ordinal);
        Assert.Contains("1 beet", recipe.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_that_is_no_number_is_answered()
    {
        var modal = await Ada.UseAsync("add-recipe", cancellationToken: Cancel);
        var answer = await Ada.SubmitAsync(
            modal, new Dictionary<string, object> { ["title"] = "Tea", ["minutes"] = "few", ["ingredients"] = "1 lemon" }, Cancel);

        Assert.True(answer.IsEphemeral);
        Assert.Contains("number", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploaded_file_adds_recipes()
    {
        var file = new SimulatedFile(
            "mine.txt", Encoding.UTF8.GetBytes("Toast; 5; 2 slices of bread\nno recipe\nRisotto; 45; 90 g rice, 1 onion\n"));
        var answer = await Ada.UseAsync("import", new() { ["file"] = file }, cancellationToken: Cancel);
        var recipe = await Ada.UseAsync("recipe show", new() { ["title"] = "Risotto" }, cancellationToken: Cancel);

        Assert.Equal("2 recipes of mine.txt are in the cookbook.", answer.Content);
        Assert.Contains("45 minutes", recipe.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bot_uploads_a_file_and_has_a_cooldown()
    {
        CommandOptions options = new() { ["title"] = "Fried rice", ["people"] = 2 };
        var reply = await Bob.UseAsync("shopping-list", options, cancellationToken: Cancel);
        await Bob.UseAsync("shopping-list", options, cancellationToken: Cancel);
        await Bob.UseAsync("shopping-list", options, cancellationToken: Cancel);
        var fourth = await Bob.UseAsync("shopping-list", options, cancellationToken: Cancel);

        Assert.Equal("For Fried rice:", reply.Content);
        Assert.Equal(
            "[ ] 2 × 90 g rice\n[ ] 2 × 1 egg\n[ ] 2 × 50 g peas\n",
            (await DownloadAsync(reply, "shopping-list.txt")).ReplaceLineEndings("\n"));
        Assert.Matches(@"^Try again in \d+ s\.$", fourth.Content);
    }

    [Fact]
    public async Task Timer_sends_a_message_later()
    {
        var answer = await Ada.UseAsync("timer", new() { ["duration"] = "1s" }, cancellationToken: Cancel);
        var over = await gateway.WaitForReplyAsync("the time is over", cancellationToken: Cancel);
        var wrong = await Bob.UseAsync("timer", new() { ["duration"] = "soon" }, cancellationToken: Cancel);

        Assert.Equal("The timer ends in 1 s.", answer.Content);
        Assert.Equal($"<@{Ada.User.Id}>, the time is over.", over.Content);
        Assert.Contains("a duration such as", wrong.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_for_people_who_manage_the_server()
    {
        var refused = await Ada.UseAsync("config units show", cancellationToken: Cancel);
        var changed = await gateway.People["grace"].UseAsync(
            "config units set", new() { ["system"] = "Ounces and pints" }, cancellationToken: Cancel);
        var shown = await gateway.People["grace"].UseAsync("config units show", cancellationToken: Cancel);

        Assert.Equal("You need these permissions: ManageGuild.", refused.Content);
        Assert.Equal(("The units are Imperial.", "The units are Imperial."), (changed.Content, shown.Content));
    }

    [Fact]
    public async Task Menu_of_a_user_shows_the_profile()
    {
        var profile = await Ada.UseOnUserAsync("Cook's profile", Bob.Member, Cancel);

        Assert.Contains("\"title\":\"bob\"", profile.Body, StringComparison.Ordinal);
        Assert.Contains("https://cdn.discordapp.com/", profile.Body, StringComparison.Ordinal);
    }

    [GeneratedRegex("\"custom_id\":\"([^\"]+)\"")]
    private static partial Regex CustomId();

    private async Task<string> DownloadAsync(Reply reply, string name)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"Bot {gateway.Token}");
        string message = await http.GetStringAsync(
            new Uri($"{gateway.Api.AbsoluteUri.TrimEnd('/')}/channels/{reply.ChannelId}/messages/{reply.MessageId}"), Cancel);
        string url = Regex.Match(message, $"\"url\":\"([^\"]+/{Regex.Escape(name)}[^\"]*)\"").Groups[1].Value;
        return await http.GetStringAsync(new Uri(Regex.Unescape(url)), Cancel);
    }
}
