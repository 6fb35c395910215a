namespace Spectacles.Gateway.AotTests;

/// <summary>samples/ModerationBot as a program.</summary>
public sealed class ModerationBotTests
{
    private const string Invitation = "Join us at https://discord.gg/kitchen-2!";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Invitations_are_deleted_and_the_third_one_times_the_author_out()
    {
        await using var gateway = await SampleWorld.StartAsync(GatewayIntents.MessageContent);
        await using var bot = await SampleProgram.StartAsync("ModerationBot", gateway);
        var ada = gateway.People["ada"];

        // The bot has the session when it has registered its commands.
        await gateway.WaitForCallAsync(call => call.Method == "PUT", Cancel);
        var ofModerator = gateway.People["mo"].Say(Invitation);
        var harmless = ada.Say("discord.gg is an address");
        for (int warning = 1; warning <= 3; warning++)
        {
            var message = ada.Say(Invitation);
            var deleted = await gateway.WaitForCallAsync(call => call.Method == "DELETE", Cancel);
            Assert.EndsWith($"/messages/{message}", deleted.Path, StringComparison.Ordinal);
            Assert.Equal((204, "An invitation to another server"), (deleted.Status, deleted.Reason));
            await gateway.WaitForReplyAsync($"This is warning {warning}.", cancellationToken: Cancel);
        }

        var timeout = await gateway.WaitForCallAsync(call => call.Method == "PATCH", Cancel);
        Assert.EndsWith($"/members/{ada.User.Id}", timeout.Path, StringComparison.Ordinal);
        Assert.Equal((200, "3 warnings: An invitation to another server"), (timeout.Status, timeout.Reason));
        Assert.Contains("communication_disabled_until", timeout.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(
            gateway.Calls,
            call => call.Method == "DELETE" && (call.Path.EndsWith($"{ofModerator}", StringComparison.Ordinal)
                || call.Path.EndsWith($"{harmless}", StringComparison.Ordinal)));
        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Moderators_warn_members_below_them()
    {
        await using var gateway = await SampleWorld.StartAsync(GatewayIntents.MessageContent);
        await using var bot = await SampleProgram.StartAsync("ModerationBot", gateway);
        var (ada, bob, mo) = (gateway.People["ada"], gateway.People["bob"], gateway.People["mo"]);

        var warned = await mo.UseAsync("warn", new() { ["member"] = bob.User, ["reason"] = "Too much salt" }, cancellationToken: Cancel);
        var told = await gateway.WaitForReplyAsync("You have been warned", cancellationToken: Cancel);
        var above = await mo.UseAsync(
            "warn", new() { ["member"] = gateway.People["grace"].User, ["reason"] = "Too little salt" }, cancellationToken: Cancel);
        var refused = await ada.UseAsync("warn", new() { ["member"] = bob.User, ["reason"] = "No pepper" }, cancellationToken: Cancel);

        Assert.Equal($"<@{bob.User.Id}> has been warned. Warnings: 1.", warned.Content);
        Assert.Equal("You have been warned: Too much salt. This is warning 1.", told.Content);
        Assert.Equal("You can warn only members below you.", above.Content);
        Assert.Equal("You need these permissions: ModerateMembers.", refused.Content);
        Assert.True(warned.IsEphemeral && above.IsEphemeral && refused.IsEphemeral);
        Assert.Empty(gateway.Violations);
    }
}
