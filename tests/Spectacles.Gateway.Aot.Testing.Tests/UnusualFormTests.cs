using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>The unusual forms of messages are legal and mean the same.</summary>
public sealed class UnusualFormTests
{
    private const UnusualForms SameMeaning =
        UnusualForms.PropertyOrder | UnusualForms.Whitespace | UnusualForms.Escapes | UnusualForms.Numbers;

    private const string Sample = """
        {"zero":0,"one":1,"minus":-41250,"large":9007199254740993,"real":1.5,"big":"1191210857275029937","no":null,"yes":true,
        "text":"a/b \"q\" \\ \u00e9 é 😀 \ud83d\ude00 \n","none":"",
        "list":[1,[],[{}],{"a":{"b":[10,20]}}],"é":"key","d":{"op":9,"t":"READY","s":1}}
        """;

    [Fact]
    public async Task Unusual_forms_mean_the_same()
    {
        using var sample = JsonDocument.Parse(Sample);
        for (int seed = 1; seed <= 5; seed++)
        {
            await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Seed = seed });
            gateway.Script.Forms = SameMeaning;
            await using var client = await RawClient.WaitForReadyAsync(gateway);
            for (int number = 0; number < 50; number++)
            {
                gateway.Dispatch("SOME_ÉVENT", Sample);
                var message = await client.ExpectAsync("SOME_ÉVENT");
                Assert.True(JsonElement.DeepEquals(sample.RootElement, message.Data), Encoding.UTF8.GetString(client.LastBytes));
                Assert.Equal(number + 3, message.Sequence);
            }
        }
    }

    [Theory]
    [InlineData(UnusualForms.PropertyOrder, """^\{"d":.*"op":0""")]
    [InlineData(UnusualForms.PropertyOrder, """.op":0.*"d":.*"(t|s)":[^}]*\}$""")]
    [InlineData(UnusualForms.Whitespace, """^\s*\{\s+"\w+"\s+:\s+""")]
    [InlineData(UnusualForms.Escapes, """.(o|\\u006[fF])\\u0070":0""")]
    [InlineData(UnusualForms.Escapes, """\\u[dD]83[dD]\\u[dD][eE]00""")]
    [InlineData(UnusualForms.Numbers, """.op":0\.0""")]
    [InlineData(UnusualForms.Numbers, """.minus":-4\.1250e4""")]
    [InlineData(UnusualForms.UnknownProperties, """.list":.*\{"simulated_unknown":[^}]*\}""")]
    public async Task Form_appears(UnusualForms form, string pattern)
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.Forms = form;
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        for (int number = 0; number < 300; number++)
        {
            gateway.Dispatch("SOME_EVENT", Sample.ReplaceLineEndings(""));
        }

        List<string> seen = [];
        for (int number = 0; number < 300; number++)
        {
            await client.ExpectAsync("SOME_EVENT");
            seen.Add(Encoding.UTF8.GetString(client.LastBytes));
        }

        Assert.Contains(seen, text => System.Text.RegularExpressions.Regex.IsMatch(text, pattern));
    }

    [Fact]
    public async Task Missing_properties_are_those_that_Discord_documents_as_optional()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.Forms = UnusualForms.MissingProperties;
        await using var client = await RawClient.ConnectAsync(gateway);
        Assert.Equal(["heartbeat_interval"], Names((await client.ExpectAsync(Opcode.Hello)).Data));
        await client.StartNewSessionAsync(gateway.Token);
        Assert.Equal(
            ["v", "user", "session_id", "resume_gateway_url", "guilds", "shard", "application"],
            Names((await client.ExpectAsync("READY")).Data));
        Assert.DoesNotContain("unavailable", Names((await client.ExpectAsync("GUILD_CREATE")).Data));

        HashSet<string> envelopes = [];
        for (int number = 0; number < 100; number++)
        {
            await client.HeartbeatAsync();
            await client.ExpectAsync(Opcode.HeartbeatAck);
            envelopes.Add(Encoding.UTF8.GetString(client.LastBytes));
        }

        Assert.Superset(new HashSet<string> { """{"op":11}""", """{"t":null,"s":null,"op":11,"d":null}""" }, envelopes);
        gateway.ConnectionOf(0).Drop();
        await using var next = await RawClient.ConnectAsync(gateway);
        await next.ExpectAsync(Opcode.Hello);
        await next.ResumeAsync(gateway.Token, client.SessionId!, client.Sequence);
        Assert.Empty(Names((await next.ExpectAsync("RESUMED")).Data));
    }

    [Fact]
    public async Task Unknown_properties_are_in_no_map()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.Forms = UnusualForms.UnknownProperties;
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        gateway.Dispatch("SOME_EVENT", """{"resolved":{"users":{"1":{"id":"1"}}},"authorizing_integration_owners":{"0":"1"}}""");

        var data = (await client.ExpectAsync("SOME_EVENT")).Data;

        var users = data.GetProperty("resolved").GetProperty("users");
        Assert.Equal(["1"], Names(users));
        Assert.Contains("simulated_unknown", Names(users.GetProperty("1")));
        Assert.Contains("simulated_unknown", Names(data.GetProperty("resolved")));
        Assert.Equal(["0"], Names(data.GetProperty("authorizing_integration_owners")));
    }

    [Fact]
    public async Task Unknown_messages_come_between_events()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.Forms = UnusualForms.UnknownMessages;
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync((Opcode)77);
        await client.ExpectAsync("READY");
        await client.ExpectAsync(Opcode.HeartbeatAck);
        await client.ExpectAsync("GUILD_CREATE");
        Assert.Equal(1, gateway.Dispatch("SOME_EVENT", "{}"));
        await client.ExpectAsync((Opcode)(-1));
        Assert.Equal(3, (await client.ExpectAsync("SIMULATED_UNKNOWN_EVENT")).Sequence);
        await client.ExpectAsync((Opcode)77);
        Assert.Equal(4, (await client.ExpectAsync("SOME_EVENT")).Sequence);
        Assert.Equal(4, gateway.Counters.Dispatched);
    }

    [Fact]
    public async Task Guilds_come_in_another_order_and_without_a_list_in_READY()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Guilds = 2 });
        gateway.Script.Forms = UnusualForms.GuildOrder | UnusualForms.ReadyWithoutGuilds;
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        Assert.Equal(0, (await client.ExpectAsync("READY")).Data.GetProperty("guilds").GetArrayLength());
        foreach (var guild in gateway.World.Guilds.Reverse())
        {
            Assert.Equal(guild.Id.ToString(), (await client.ExpectAsync("GUILD_CREATE")).Data.GetProperty("id").GetString());
        }
    }

    [Fact]
    public async Task Same_seed_gives_the_same_forms()
    {
        Assert.Equal(await MessagesAsync(1), await MessagesAsync(1));
        Assert.NotEqual(await MessagesAsync(1), await MessagesAsync(2));
    }

    [Fact]
    public async Task Message_that_is_not_JSON_is_sent_unchanged()
    {
        await using var gateway = await SimulatedGateway.StartAsync();
        gateway.Script.Forms = UnusualForms.All;
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        gateway.Connections[0].SendMessage("{\"op\":0,");
        await Assert.ThrowsAnyAsync<JsonException>(client.NextAsync);
        Assert.Equal("{\"op\":0,", Encoding.UTF8.GetString(client.LastBytes));
    }

    [Fact]
    public async Task Script_sends_op_7_directly_after_READY_and_closes_later()
    {
        var time = new FakeTimeProvider();
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        gateway.Script.ReconnectAfterReady(1);
        await using var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.StartNewSessionAsync(gateway.Token);
        await client.ExpectAsync("READY");
        await client.ExpectAsync(Opcode.Reconnect);
        await client.ExpectAsync("GUILD_CREATE");
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(4000, await client.WaitForCloseAsync());
        Assert.Single(gateway.Sessions);
    }

    private static async Task<List<string>> MessagesAsync(int seed)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { Seed = seed });
        gateway.Script.Forms = SameMeaning & ~UnusualForms.Escapes;
        await using var client = await RawClient.WaitForReadyAsync(gateway);
        List<string> messages = [];
        for (int number = 0; number < 10; number++)
        {
            gateway.Dispatch("SOME_EVENT", Sample);
            await client.ExpectAsync("SOME_EVENT");
            messages.Add(Encoding.UTF8.GetString(client.LastBytes));
        }

        return messages;
    }

    private static IEnumerable<string> Names(JsonElement data) => data.EnumerateObject().Select(property => property.Name);
}
