namespace Spectacles.Gateway.Interactions.Tests;

/// <summary>An emitted module on the simulated gateway, which checks its registration and its answers.</summary>
public sealed class JukeboxTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_button_and_modal_are_answered_by_their_methods()
    {
        await using var bot = await InteractionBot.StartAsync(new Jukebox());
        var ada = bot.Gateway.People["ada"];
        var blaise = bot.Gateway.People["blaise"];

        var added = await ada.UseAsync(
            "queue add",
            new() { ["song"] = "Clair de lune", ["after"] = "1m30s", ["by"] = blaise.Member, ["order"] = "Oldest first" },
            cancellationToken: Cancellation);
        var modal = await ada.PressAsync(added, "rename:Oldest:Clair de lune", Cancellation);
        var named = await ada.SubmitAsync(modal, new Dictionary<string, object> { ["name"] = "Moonlight" }, Cancellation);
        var songs = await ada.UseOnUserAsync("Their songs", blaise.Member, Cancellation);

        Assert.Equal(
            ["Clair de lune 00:01:30 blaise Oldest", "Moonlight Oldest", "Songs of blaise"], [added.Content, named.Content, songs.Content]);
        Assert.Empty(bot.Gateway.Violations);
        Assert.Empty(bot.Errors);
    }

    [Fact]
    public async Task Suggestions_are_shown()
    {
        await using var bot = await InteractionBot.StartAsync(new Jukebox());

        var shown = await bot.Gateway.People["ada"].TypeAsync("queue add", "song", "Cl", Cancellation);

        Assert.Equal(["Cl (True)", "by False"], shown);
        Assert.Empty(bot.Gateway.Violations);
    }

    [Fact]
    public async Task User_is_told_what_does_not_fit()
    {
        await using var bot = await InteractionBot.StartAsync(new Jukebox());

        var answer = await bot.Gateway.People["ada"].UseAsync(
            "queue add", new() { ["song"] = "Clair de lune", ["after"] = "soon" }, cancellationToken: Cancellation);

        Assert.Equal(("\"after\" must be a duration such as 1h30m, 2d or 45s.", true), (answer.Content, answer.IsEphemeral));
        Assert.Empty(bot.Errors);
    }
}
