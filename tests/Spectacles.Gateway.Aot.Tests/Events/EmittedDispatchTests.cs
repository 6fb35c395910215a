using Spectacles.Gateway.CompilerServices;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Tests.Events;

/// <summary>The dispatch that is emitted for a handler class, as the core calls it.</summary>
public sealed partial class EmittedDispatchTests
{
    private static readonly byte[] Deleted = """{"id":"1","channel_id":"2"}"""u8.ToArray();

    [Fact]
    public void Emitted_dispatch_declares_its_events_and_intents()
    {
        IGatewayHandler handler = new Recorder();
        Assert.Equal(
            [
                new HandlerMethod(
                    "MESSAGE_DELETE",
                    "EmittedDispatchTests.Recorder.HandleAsync",
                    GatewayIntents.GuildMessages | GatewayIntents.DirectMessages),
                new HandlerMethod(
                    "MESSAGE_CREATE",
                    "EmittedDispatchTests.Recorder.OnMessage",
                    GatewayIntents.GuildMessages | GatewayIntents.MessageContent),
                new HandlerMethod("GUILD_DELETE", "EmittedDispatchTests.Recorder.Raw", GatewayIntents.Guilds),
                new HandlerMethod(
                    "MESSAGE_DELETE", "EmittedDispatchTests.Recorder.Look", GatewayIntents.GuildMessages | GatewayIntents.DirectMessages),
            ],
            handler.Methods);
    }

    [Fact]
    public async Task Emitted_dispatch_passes_the_model_and_awaits_the_handler()
    {
        var recorder = new Recorder();
        await Invoke(recorder, 0, "MESSAGE_DELETE"u8, Deleted);
        Assert.Equal([new Snowflake(1)], recorder.Seen);
    }

    [Fact]
    public async Task Emitted_dispatch_passes_the_event_model_as_its_base_model()
    {
        var recorder = new Recorder();
        await Invoke(recorder, 1, "MESSAGE_CREATE"u8, Deleted);
        Assert.IsType<MessageCreate>(recorder.Message);
    }

    [Fact]
    public async Task Emitted_dispatch_passes_a_view()
    {
        var recorder = new Recorder();
        await Invoke(recorder, 3, "MESSAGE_DELETE"u8, Deleted);
        Assert.Equal([new Snowflake(2)], recorder.Seen);
    }

    [Fact]
    public void Emitted_dispatch_rethrows_exceptions_from_before_the_first_await()
    {
        Assert.Throws<System.Text.Json.JsonException>(
            () => { _ = Invoke(new Recorder(), 0, "MESSAGE_DELETE"u8, "[]"u8.ToArray()).AsTask(); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = Invoke(new Recorder(), 4, "MESSAGE_DELETE"u8, Deleted).AsTask(); });
    }

    [Fact]
    public void Emitted_dispatch_does_not_allocate()
    {
        var recorder = new Recorder();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(Invoke(recorder, 2, "GUILD_DELETE"u8, Deleted).AsTask().IsCompletedSuccessfully);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = Invoke(recorder, 2, "GUILD_DELETE"u8, Deleted).AsTask().IsCompletedSuccessfully;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ValueTask Invoke(IGatewayHandler handler, int method, ReadOnlySpan<byte> name, byte[] json)
    {
        var state = new DispatchState();
        var dispatch = new Dispatch(name, json, 1, ref state);
        return handler.InvokeAsync(method, in dispatch, null!, TestContext.Current.CancellationToken);
    }

    [GatewayEvent(GatewayEvents.MessageDelete)]
    private sealed partial class Recorder
    {
        public List<Snowflake> Seen { get; } = [];

        public Message? Message { get; private set; }

        public async Task HandleAsync(MessageDelete message, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            Seen.Add(message.Id);
        }

        [GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.GuildMessages | GatewayIntents.MessageContent)]
        private void OnMessage(Message message) => Message = message;

        [GatewayEvent("GUILD_DELETE")]
        private void Raw(in Dispatch dispatch, Shard shard) => _ = dispatch.Data.Length + dispatch.Sequence;

        [GatewayEvent("MESSAGE_DELETE")]
        private void Look(MessageDelete.View message) => Seen.Add(message.ChannelId);
    }
}
