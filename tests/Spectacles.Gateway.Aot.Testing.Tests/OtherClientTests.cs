using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>What clients of other libraries send, and Discord accepts.</summary>
public sealed class OtherClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("compress=uncompressed")]
    [InlineData("compress=lz4-stream&encoding=json")]
    public async Task Unknown_compression_is_ignored(string query)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway, query: $"v=10&{query}");

        Assert.Equal(Compression.None, (await gateway.WaitForOpenAsync(Cancel)).Compression);
    }

    [Theory]
    [InlineData("""{"op":3,"d":{"since":null,"afk":false,"status":"dnd","game":null}}""")]
    [InlineData("""{"op":3,"d":{"since":null,"afk":false,"status":"dnd","activities":null}}""")]
    [InlineData("""{"op":3,"d":{"since":null,"afk":false,"status":"dnd"}}""")]
    public async Task Presence_without_activities_is_accepted(string payload)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);

        await client.SendAsync(payload);

        await gateway.WaitForPayloadAsync(Opcode.PresenceUpdate, Cancel);
        Assert.Empty(gateway.Violations);
    }

    [Theory]
    [InlineData("""{"guild_id":["GUILD"],"query":"","limit":0}""", 11)]
    [InlineData("""{"guild_id":"GUILD","query":"a"}""", 1)]
    [InlineData("""{"guild_id":"GUILD","query":"a","limit":null}""", 1)]
    [InlineData("""{"guild_id":"GUILD","query":"a","limit":0}""", 1)]
    public async Task Member_request_of_another_form_is_answered(string data, int members)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new() { PrivilegedIntents = GatewayIntents.GuildMembers });
        await using var client = await RawClient.WaitForReadyAsync(gateway, intents: GatewayIntents.Guilds | GatewayIntents.GuildMembers);

        string id = gateway.World.Guilds[0].Id.ToString();
        await client.SendAsync($$"""{"op":8,"d":{{data.Replace("GUILD", id, StringComparison.Ordinal)}}}""");

        var chunk = (await client.ExpectAsync("GUILD_MEMBERS_CHUNK")).Data;
        Assert.Equal(members, chunk.GetProperty("members").GetArrayLength());
    }

    [Theory]
    [InlineData("""{"guild_id":["GUILD","1"],"query":"","limit":0}""")]
    [InlineData("""{"guild_id":[],"query":"","limit":0}""")]
    public async Task Member_request_for_several_guilds_is_refused(string data)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);

        string id = gateway.World.Guilds[0].Id.ToString();
        await client.SendAsync($$"""{"op":8,"d":{{data.Replace("GUILD", id, StringComparison.Ordinal)}}}""");

        Assert.Equal((int)CloseCode.DecodeError, await client.WaitForCloseAsync());
    }

    [Fact]
    public async Task Only_the_whole_list_of_members_is_limited()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new() { PrivilegedIntents = GatewayIntents.GuildMembers });
        await using var client = await RawClient.WaitForReadyAsync(gateway, intents: GatewayIntents.Guilds | GatewayIntents.GuildMembers);
        string id = gateway.World.Guilds[0].Id.ToString();
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{id}}}","query":"","limit":5}}""");
            await client.ExpectAsync("GUILD_MEMBERS_CHUNK");
        }

        await client.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{id}}}","query":"","limit":0}}""");
        await client.ExpectAsync("GUILD_MEMBERS_CHUNK");
        await client.SendAsync($$$"""{"op":8,"d":{"guild_id":"{{{id}}}","query":"","limit":0}}""");
        await client.ExpectAsync("RATE_LIMITED");
    }

    [Fact]
    public async Task Ids_of_what_happens_contain_the_time_and_those_of_the_world_only_the_seed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2031, 2, 3, 4, 5, 6, TimeSpan.Zero));
        await using var gateway = await SimulatedGateway.StartAsync(new() { TimeProvider = time });
        await using var other = await SimulatedGateway.StartAsync();

        var first = gateway.People.Say(gateway.World.Guilds[0], "one");
        var second = gateway.People.Say(gateway.World.Guilds[0], "two");
        time.Advance(TimeSpan.FromMinutes(1));
        var later = gateway.People.Say(gateway.World.Guilds[0], "three");

        Assert.Equal(time.Start, first.CreatedAt);
        Assert.True(second > first);
        Assert.Equal(time.GetUtcNow(), later.CreatedAt);
        Assert.Equal(other.World.Guilds[0].Id, gateway.World.Guilds[0].Id);
    }

    [Fact]
    public async Task Default_token_has_the_form_of_a_bot_token_and_a_short_one_is_accepted_too()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        string[] parts = gateway.Token.Split('.');

        Assert.Equal([6, 38], parts[1..].Select(part => part.Length));
        Assert.Equal(
            gateway.World.ApplicationId.ToString(),
            Encoding.ASCII.GetString(Convert.FromBase64String(parts[0].PadRight((parts[0].Length + 3) / 4 * 4, '='))));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(gateway, "users/@me", "simulated.gateway.token")).Status);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(gateway, "users/@me", gateway.Token)).Status);

        await using var own = await SimulatedGateway.StartAsync(new() { Token = "NDI.simula.of-somebody" });
        Assert.Equal(42ul, own.World.ApplicationId.Value);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(own, "users/@me", "simulated.gateway.token")).Status);
    }

    [Fact]
    public async Task Voice_regions_are_a_list()
    {
        await using var gateway = await SimulatedGateway.StartAsync();

        var regions = await GetAsync(gateway, "voice/regions", gateway.Token);

        Assert.Single(regions.Json.EnumerateArray(), region => region.GetProperty("optimal").GetBoolean());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(501)]
    [InlineData(204)]
    public async Task Route_that_is_not_simulated_says_so_and_is_counted(int status)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new() { UnknownRouteStatus = status });
        List<RestCall> told = [];
        gateway.UnknownRouteCalled += told.Add;

        var answer = await GetAsync(gateway, "guilds/1/unknown", gateway.Token);

        Assert.Equal(status, (int)answer.Status);
        Assert.True(answer.IsNotSimulated);
        if (status != 204)
        {
            Assert.Equal("not simulated: GET /guilds/1/unknown", answer.Json.GetProperty("message").GetString());
        }

        Assert.Equal(1, gateway.Counters.UnknownRoutes);
        Assert.Equal("/guilds/1/unknown", Assert.Single(told).Path);
        Assert.False(Assert.Single(gateway.Calls).IsSimulated);
        Assert.False((await GetAsync(gateway, "users/@me", gateway.Token)).IsNotSimulated);
    }

    [Fact]
    public async Task Interaction_response_reads_booleans_in_any_case()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {gateway.Token}" } } };
        await http.PutAsJsonAsync(
            new Uri($"{gateway.Api}/applications/{gateway.World.ApplicationId}/commands"),
            new[] { new { name = "ping", description = "x" } },
            Cancel);
        foreach (var (query, status) in new[] { ("True", 200), ("TRUE", 200), ("1", 200), ("False", 204), ("", 204) })
        {
            gateway.People.UseCommand(gateway.World.Guilds[0], "ping");
            var interaction = (await client.ExpectAsync("INTERACTION_CREATE")).Data;
            string path = $"{gateway.Api}/interactions/{interaction.GetProperty("id")}/{interaction.GetProperty("token")}/callback";
            using var answer = await http.PostAsJsonAsync(new Uri($"{path}?with_response={query}"), new { type = 5 }, Cancel);

            Assert.Equal(status, (int)answer.StatusCode);
            await client.ExpectAsync("MESSAGE_CREATE");
        }
    }

    [Fact]
    public async Task Reaction_names_the_author_of_the_message_and_a_reply_contains_the_message()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        var guild = gateway.World.Guilds[0];
        var author = guild.People[3];
        var message = gateway.People.Say(guild, "hello", author);
        await client.ExpectAsync("MESSAGE_CREATE");

        gateway.People.React(guild, message, "👍", guild.People[1]);
        var reaction = (await client.ExpectAsync("MESSAGE_REACTION_ADD")).Data;
        Assert.Equal(author.User.Id.ToString(), reaction.GetProperty("message_author_id").GetString());
        gateway.People.React(guild, 1, "👍");
        Assert.False((await client.ExpectAsync("MESSAGE_REACTION_ADD")).Data.TryGetProperty("message_author_id", out _));

        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {gateway.Token}" } } };
        await http.PostAsJsonAsync(
            new Uri($"{gateway.Api}/channels/{guild.TextChannels[0].Id}/messages"),
            new { content = "hi", message_reference = new { message_id = message.ToString() } },
            Cancel);
        var reply = (await client.ExpectAsync("MESSAGE_CREATE")).Data;
        Assert.Equal(19, reply.GetProperty("type").GetInt32());
        Assert.Equal(message.ToString(), reply.GetProperty("referenced_message").GetProperty("id").GetString());
    }

    [Fact]
    public async Task Presence_that_does_not_change_is_not_sent()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new() { PrivilegedIntents = GatewayIntents.GuildPresences });
        await using var client = await RawClient.WaitForReadyAsync(gateway, intents: GatewayIntents.Guilds | GatewayIntents.GuildPresences);
        var guild = gateway.World.Guilds[0];

        gateway.People.ChangePresence(guild, guild.People[0], guild.People[0].Status);
        gateway.People.ChangePresence(guild, guild.People[0], "dnd");

        Assert.Equal("dnd", (await client.ExpectAsync("PRESENCE_UPDATE")).Data.GetProperty("status").GetString());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json, bool IsNotSimulated)> GetAsync(
        SimulatedGateway gateway, string path, string token)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { { "Authorization", $"Bot {token}" } } };
        using var answer = await http.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"{gateway.Api}/{path}")), Cancel);
        string text = await answer.Content.ReadAsStringAsync(Cancel);
        return (
            answer.StatusCode,
            text.Length == 0 ? default : JsonDocument.Parse(text).RootElement,
            answer.Headers.Contains("X-Not-Simulated"));
    }
}
