using System.Collections.Concurrent;
using System.Text;
using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

/// <summary>The library accepts every unusual form: no error, no violation, no lost event.</summary>
public sealed class UnusualFormTests : IAsyncDisposable
{
    private const int Messages = 300;

    private readonly LiveGateway live = new();

    public static TheoryData<UnusualForms, string> Cases()
    {
        const UnusualForms every = UnusualForms.All | UnusualForms.ReadyWithoutGuilds;
        TheoryData<UnusualForms, string> cases = new() { { every, "zlib-stream" }, { every, "zstd-stream" } };
        foreach (var form in Enum.GetValues<UnusualForms>())
        {
            cases.Add(form, "none");
        }

        return cases;
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Library_handles_every_event_in_unusual_forms(UnusualForms forms, string compression)
    {
        ConcurrentQueue<string> errors = new();
        ConcurrentQueue<string> contents = new();
        ConcurrentQueue<string> raw = new();
        var options = new ClusterOptions
        {
            TimeProvider = new FastTime(),
            Intents = GatewayIntents.Unprivileged,
            TransportCompression = compression switch
            {
                "zlib-stream" => TransportCompression.ZlibStream,
                "zstd-stream" => TransportCompression.ZstdStream,
                _ => TransportCompression.None,
            },
        };
        var cluster = await live.MakeAsync(new SimulatedGatewayOptions { Guilds = 3, UnavailableGuilds = 1 }, options);
        var gateway = live.Gateway;
        gateway.Script.Forms = forms;
        gateway.Script.ReconnectAfterReady(1);
        cluster.Error += error =>
        {
            // The test itself cuts connections.
            if (error.Kind is not (GatewayErrorKind.Connection or GatewayErrorKind.Recovered))
            {
                errors.Enqueue($"{error.Kind}: {error.Message}");
            }
        };
        cluster.On<MessageCreate>((message, _) => contents.Enqueue($"{message.GuildId} {message.Author.Username}: {message.Content}"));
        cluster.OnAny((Dispatch dispatch, Shard _) => raw.Enqueue(Encoding.UTF8.GetString(dispatch.EventName)));
        await cluster.SpawnAsync(TestContext.Current.CancellationToken);
        await gateway.WaitForPayloadAsync(Opcode.Resume, TestContext.Current.CancellationToken);

        List<string> said = [];
        for (int number = 0; number < Messages; number++)
        {
            var guild = gateway.World.Guilds[1 + (number % 2)];
            string text = $"<@{gateway.World.Bot.Id}> é\"\\/😀\n{number}";
            gateway.People.Say(guild, text);
            said.Add($"{guild.Id} {guild.People[0].User.Name}: {text}");
            if (number is Messages / 3)
            {
                gateway.ConnectionOf(0).Drop();
            }
        }

        gateway.EndOutage(gateway.World.Guilds[0]);
        await LiveGateway.UntilAsync(() => raw.Count >= gateway.Counters.Dispatched && contents.Count >= Messages);

        Assert.Equal(said, contents);
        Assert.Equal(3 + 1, raw.Count(name => name is "GUILD_CREATE" or "GUILD_DELETE"));
        Assert.Equal(gateway.Counters.Dispatched, raw.Count);
        Assert.Empty(errors);
        Assert.Empty(gateway.Violations);
        Assert.Equal(1, gateway.Counters.Identifies);
    }
}
