using Microsoft.Extensions.Time.Testing;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>RESUME is refused for a time in each way that Discord has.</summary>
public sealed class ResumeRefusalTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Refused_resumes_keep_the_session()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var first = await RawClient.WaitForReadyAsync(gateway, shard: 0, shards: 2);
        time.Advance(TimeSpan.FromSeconds(6));
        await using var other = await RawClient.WaitForReadyAsync(gateway, shard: 1, shards: 2);
        gateway.Script.RefuseResumesFor(
            TimeSpan.FromSeconds(30), ResumeRefusal.Close(4000), Assert.Single(gateway.Sessions, session => session.ShardId == 0));
        gateway.Script.RefuseResumesFor(TimeSpan.FromSeconds(10), ResumeRefusal.InvalidSession(resumable: true));
        gateway.Dispatch("SOME_EVENT", "{}");

        await using var closed = await ResumeAsync(gateway, first);
        Assert.Equal(4000, await closed.WaitForCloseAsync());
        await using var refused = await ResumeAsync(gateway, other);
        Assert.True((await refused.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());

        time.Advance(TimeSpan.FromSeconds(10));
        await using var good = await ResumeAsync(gateway, other);
        await good.ExpectAsync("RESUMED");
        time.Advance(TimeSpan.FromSeconds(20));
        await using var whole = await ResumeAsync(gateway, first);
        await whole.ExpectAsync("SOME_EVENT");
        Assert.Empty(gateway.Violations);
    }

    [Theory]
    [InlineData("4000", 4000, true)]
    [InlineData("4008", 4008, true)]
    [InlineData("1001", 1001, true)]
    [InlineData("no code", 1000, true)]
    [InlineData("reset", null, true)]
    [InlineData("op 9 true", 9, true)]
    [InlineData("op 9 false", 9, false)]
    [InlineData("4003", 4003, false)]
    [InlineData("4007", 4007, false)]
    [InlineData("4009", 4009, false)]
    public async Task Resume_is_refused_for_a_time_in_each_way(string way, int? answer, bool keepsSession)
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        gateway.Script.RefuseResumesFor(TimeSpan.FromSeconds(30), Refusal(way));
        gateway.ConnectionOf(0).Drop();
        gateway.Dispatch("SOME_EVENT", "{}");

        for (int attempt = 0; attempt < 2; attempt++)
        {
            await using var refused = await ResumeAsync(gateway, first);
            if (answer == 9 || (attempt == 1 && !keepsSession))
            {
                Assert.Equal(keepsSession, (await refused.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
            }
            else
            {
                Assert.Equal(answer, await refused.WaitForCloseAsync());
            }
        }

        time.Advance(TimeSpan.FromSeconds(30));
        await using var last = await ResumeAsync(gateway, first);
        if (keepsSession)
        {
            await last.ExpectAsync("SOME_EVENT");
            await last.ExpectAsync("RESUMED");
        }
        else
        {
            Assert.False((await last.ExpectAsync(Opcode.InvalidSession)).Data.GetBoolean());
        }

        Assert.Empty(gateway.Violations);
    }

    [Fact]
    public async Task Resume_is_refused_with_silence()
    {
        await using var gateway = await SimulatedGateway.StartAsync(new SimulatedGatewayOptions { TimeProvider = time });
        await using var first = await RawClient.WaitForReadyAsync(gateway);
        gateway.Script.RefuseResumesFor(TimeSpan.FromSeconds(30), ResumeRefusal.Silence);
        gateway.ConnectionOf(0).Drop();
        await using var silent = await ResumeAsync(gateway, first);
        await gateway.WaitForPayloadAsync(Opcode.Resume);
        var next = silent.NextAsync();

        time.Advance(TimeSpan.FromSeconds(30));
        await using var good = await ResumeAsync(gateway, first);
        await good.ExpectAsync("RESUMED");
        Assert.False(next.IsCompleted);
    }

    private static async Task<RawClient> ResumeAsync(SimulatedGateway gateway, RawClient before)
    {
        var client = await RawClient.ConnectAsync(gateway);
        await client.ExpectAsync(Opcode.Hello);
        await client.ResumeAsync(gateway.Token, before.SessionId!, before.Sequence);
        return client;
    }

    private static ResumeRefusal Refusal(string way) => way switch
    {
        "no code" => ResumeRefusal.CloseWithoutCode,
        "op 9 true" => ResumeRefusal.InvalidSession(resumable: true),
        "op 9 false" => ResumeRefusal.InvalidSession(resumable: false),
        "reset" => ResumeRefusal.Drop,
        _ => ResumeRefusal.Close(int.Parse(way, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
