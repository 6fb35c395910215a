using System.Net.Http.Json;
using System.Text.Json;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>People by name: what they do returns what the bot answers.</summary>
public sealed class PersonTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Command_button_and_modal_of_a_person_return_the_answers_of_the_bot()
    {
        await using var bot = await InteractionBot.StartAsync();
        var ada = bot.Gateway.People["ada"];

        var played = await ada.UseAsync("play", new() { ["song"] = "x" }, cancellationToken: Cancel);
        var modal = await ada.PressAsync(played, "ok", Cancel);
        var thanks = await ada.SubmitAsync(modal, new Dictionary<string, object> { ["name"] = "Ada" }, Cancel);

        Assert.Equal(("Playing x", "Thanks, Ada"), (played.Content, thanks.Content));
        Assert.Null(modal.MessageId);
        Assert.Empty(bot.Gateway.Violations);
    }

    [Fact]
    public async Task Answer_to_a_deferred_command_is_its_edit()
    {
        await using var bot = await InteractionBot.StartAsync();

        Assert.Equal("done", (await bot.Gateway.People["ada"].UseAsync("slow", cancellationToken: Cancel)).Content);
        Assert.Contains(bot.Gateway.Replies, reply => reply.IsDeferred);
    }

    [Fact]
    public async Task Person_who_gets_no_answer_sees_the_transcript_without_a_token()
    {
        await using var bot = await InteractionBot.StartAsync(TimeSpan.FromMilliseconds(200));
        var silence = await Assert.ThrowsAsync<TimeoutException>(
            () => bot.Gateway.People["blaise"].UseAsync("ignored", cancellationToken: Cancel));

        Assert.Contains("No answer to /ignored within 0.2 s.", silence.Message, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"INTERACTION_CREATE\"", silence.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(bot.Gateway.Transcript.Lines, line => line.Json.Contains(bot.Gateway.Token, StringComparison.Ordinal));
        Assert.Contains(
            bot.Gateway.Transcript.Lines,
            line => line.Kind == "received" && line.Json.Contains("\"op\":2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_edits_deletes_speaks_and_leaves()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.Privileged });
        await using var client = await RawClient.WaitForReadyAsync(gateway, GatewayIntents.All);
        var (ada, blaise) = (gateway.People["ada"], gateway.People["blaise"]);
        var message = blaise.Say("a");
        blaise.Edit(message, "b");
        var refused = Assert.Throws<InvalidOperationException>(() => ada.Edit(message, "c"));
        blaise.Delete(message);
        blaise.MoveToVoice(gateway.World.Guilds[0].VoiceChannels[0]);
        blaise.ChangePresence("idle");
        blaise.Leave();

        Assert.Equal("ada can't edit a message that blaise has written.", refused.Message);
        await client.ExpectAsync("MESSAGE_CREATE");
        Assert.Equal("b", (await client.ExpectAsync("MESSAGE_UPDATE")).Data.At("content"));
        await client.ExpectAsync("MESSAGE_DELETE");
        await client.ExpectAsync("VOICE_STATE_UPDATE");
        Assert.Equal("idle", (await client.ExpectAsync("PRESENCE_UPDATE")).Data.At("status"));
        Assert.Throws<KeyNotFoundException>(() => gateway.People["blaise"]);
    }

    [Fact]
    public async Task Nobody_and_no_command_are_named()
    {
        await using var gateway = await SimulatedGateway.StartAsync(
            new SimulatedGatewayOptions { ObservationTimeout = TimeSpan.FromMilliseconds(50) });

        var nobody = Assert.Throws<KeyNotFoundException>(() => gateway.People["nobody"]);
        Assert.StartsWith("Nobody is called \"nobody\". There are: ada, blaise, ", nobody.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<InvalidOperationException>(
            () => gateway.People["ada"].UseAsync("x", cancellationToken: Cancel));
        Assert.Equal("The bot has not registered /x. It has registered no command.", unknown.Message);
    }

    [Fact]
    public async Task Person_waits_until_the_bot_has_registered_the_command()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var answer = gateway.People["ada"].UseAsync("slow", cancellationToken: Cancel);
        Assert.False(answer.IsCompleted);
        await using var bot = await InteractionBot.StartAsync(gateway);

        Assert.Equal("done", (await answer).Content);
    }

    [Fact]
    public async Task Gateways_of_a_process_have_tokens_of_their_own_and_accept_the_default()
    {
        await using var first = await SimulatedGateway.StartAsync();
        await using var second = await SimulatedGateway.StartAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Authorization", $"Bot {new SimulatedGatewayOptions().Token}");
        using var accepted = await http.GetAsync(new Uri($"{second.Api}/users/@me"), Cancel);

        Assert.NotEqual(first.Token, second.Token);
        Assert.Equal(first.World.ApplicationId, second.World.ApplicationId);
        Assert.True(accepted.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Interaction_that_a_test_has_written_can_be_answered()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        using var http = new HttpClient();
        var channel = gateway.World.Guilds[0].TextChannels[0];
        gateway.Dispatch(
            "INTERACTION_CREATE", $$$"""{"id":"77","token":"written","type":2,"channel_id":"{{{channel.Id}}}","user":{"id":"5"}}""");
        using var answer = await http.PostAsJsonAsync(
            new Uri($"{gateway.Api}/interactions/77/written/callback"), new { type = 4, data = new { content = "pong" } }, Cancel);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(new Snowflake(77), (await gateway.WaitForReplyAsync("pong", cancellationToken: Cancel)).InteractionId);
    }

    [Fact]
    public async Task Transcript_numbers_its_lines_and_wakes_who_waits_for_one()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        var later = gateway.Transcript.WaitForLineAsync(after: 1, line => line.Kind == "event", Cancel);
        gateway.Dispatch("FIRST", "{}");
        Assert.False(later.IsCompleted);
        gateway.Dispatch("SECOND", """{"a":1}""");
        var line = await later;

        Assert.Equal(2, line.Number);
        using var json = JsonDocument.Parse(line.Json);
        Assert.Equal("SECOND", json.RootElement.GetProperty("event").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("data").GetProperty("a").GetInt32());
        Assert.Equal([1L, 2L], gateway.Transcript.Lines.Select(one => one.Number));
    }
}
