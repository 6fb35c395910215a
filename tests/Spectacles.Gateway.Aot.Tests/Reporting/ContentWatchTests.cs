using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.Tests;

public sealed class ContentWatchTests : IAsyncDisposable
{
    private const int Enough = 20;
    private const int NoteId = 30;
    private static readonly byte[] WithoutContent =
        """{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{"guild_id":"5","author":{"id":"6"},"content":""}}"""u8.ToArray();

    private readonly LiveGateway live = new();
    private readonly LogLines log = new();
    private int received;

    public async ValueTask DisposeAsync()
    {
        await live.DisposeAsync();
        log.Dispose();
    }

    [Fact]
    public async Task Twenty_messages_without_content_give_one_line()
    {
        var guild = await StartAsync(GatewayIntents.GuildMessages);

        await SayAsync(guild, "hello", Enough - 1);
        Assert.Empty(Notes());
        await SayAsync(guild, "hello", Enough + 2);

        Assert.Contains("do not request the intent MESSAGE_CONTENT", Assert.Single(Notes()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_mention_the_bot_and_direct_messages_say_nothing()
    {
        var guild = await StartAsync(GatewayIntents.GuildMessages | GatewayIntents.DirectMessages);

        await SayAsync(guild, $"<@{live.Cluster.Shards[0].UserId}> hello", 3);
        live.Gateway.People.SayDirectly(guild.People[0].User, "hello");
        await SayAsync(guild, "hello", Enough + 1);

        Assert.Single(Notes());
    }

    [Fact]
    public void First_message_with_content_ends_the_watch()
    {
        using var errors = new ErrorReport(log, TimeProvider.System);
        var watch = new ContentWatch(GatewayIntents.GuildMessages, hasHandler: true, errors);
        Take(watch, """{"t":"MESSAGE_CREATE","s":1,"op":0,"d":{"guild_id":"5","author":{"id":"6"},"content":"x"}}"""u8.ToArray());
        for (int i = 0; i <= Enough; i++)
        {
            Take(watch, WithoutContent);
        }

        Assert.Empty(Notes());
    }

    [Fact]
    public async Task Nothing_is_said_when_the_intent_is_requested()
    {
        var guild = await StartAsync(GatewayIntents.GuildMessages | GatewayIntents.MessageContent);
        await SayAsync(guild, string.Empty, Enough);
        Assert.Empty(Notes());
    }

    [Fact]
    public void Watch_allocates_nothing_while_it_looks()
    {
        using var errors = new ErrorReport(log, TimeProvider.System);
        var watch = new ContentWatch(GatewayIntents.GuildMessages, hasHandler: true, errors);
        Take(watch, WithoutContent);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Enough - 2; i++)
        {
            Take(watch, WithoutContent);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(Notes());
        Take(watch, WithoutContent);
        Assert.Single(Notes());
    }

    private static void Take(ContentWatch watch, byte[] message)
    {
        Envelope.TryRead(message, out var envelope);
        watch.Take(envelope, bot: 7);
    }

    private async Task<SimulatedGuild> StartAsync(GatewayIntents intents)
    {
        var handler = new Handler(
            "MESSAGE_CREATE",
            (in _, _, _) =>
            {
                Interlocked.Increment(ref received);
                return default;
            },
            intents);
        var world = new SimulatedGatewayOptions { PrivilegedIntents = GatewayIntents.MessageContent };
        var cluster = await live.MakeAsync(world, new ClusterOptions { LoggerFactory = log }, handler);
        await cluster.SpawnAsync(1, TestContext.Current.CancellationToken);
        await cluster.WaitForReadyAsync(LiveGateway.Patience, TestContext.Current.CancellationToken);
        return live.Gateway.World.Guilds[0];
    }

    private async Task SayAsync(SimulatedGuild guild, string text, int count)
    {
        int before = Volatile.Read(ref received);
        for (int i = 0; i < count; i++)
        {
            live.Gateway.People.Say(guild, text);
        }

        await LiveGateway.UntilAsync(() => Volatile.Read(ref received) >= before + count);
    }

    private IEnumerable<string> Notes() => log.Lines.Where(line => line.Id == NoteId).Select(line => line.Text);
}
