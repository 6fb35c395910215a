using Spectacles.Gateway.Events;
using Spectacles.Gateway.Testing.Tests.OwnSchema;

namespace Spectacles.Gateway.Testing.Tests;

/// <summary>A project with its own schema, built like a user's project: own-schema.json is joined with the library's schema.</summary>
public sealed partial class OwnSchemaTests
{
    [Fact]
    public async Task One_event_is_handled_with_the_librarys_model_the_projects_model_and_its_view()
    {
        var handler = new Moods();

        await HandlerTest.DispatchAsync(
            handler,
            "MESSAGE_CREATE",
            """{"id":"1","author":{"id":"2","username":"ann"},"content":"hello","mood":"happy","room":{"id":"3","type":0}}""",
            TestContext.Current.CancellationToken);

        Assert.Equal("hello", handler.Plain?.Content);
        Assert.Equal(("happy", new Snowflake(3)), (handler.Moody?.Mood, handler.Moody?.Room?.Id));
        Assert.Same(handler.Plain, handler.Moody);
        Assert.Equal("hello happy", handler.Seen);
    }

    [Fact]
    public async Task Event_unknown_to_the_library_uses_its_types()
    {
        var handler = new Letters();

        await HandlerTest.DispatchAsync(
            handler, "LETTER_CREATE", """{"sender":{"id":"2","username":"ann"},"kind":2}""", TestContext.Current.CancellationToken);

        Assert.Equal(("ann", ChannelType.GuildVoice), (handler.Last?.Sender.Username, handler.Last?.Kind));
        Assert.Equal(GatewayIntents.Guilds, Assert.Single(((IGatewayHandler)handler).Methods).Intents);
    }

    private sealed partial class Moods
    {
        public MessageCreate? Plain { get; private set; }

        public MoodyMessageCreate? Moody { get; private set; }

        public string? Seen { get; private set; }

        [GatewayEvent("MESSAGE_CREATE")]
        public void OnMessage(MessageCreate message) => Plain = message;

        [GatewayEvent("MESSAGE_CREATE")]
        public void OnMood(MoodyMessageCreate message) => Moody = message;

        [GatewayEvent("MESSAGE_CREATE")]
        public void OnView(MoodyMessageCreate.View message) => Seen = $"{message.Content.ToString()} {message.Mood.ToString()}";
    }

    [GatewayEvent("LETTER_CREATE")]
    private sealed partial class Letters
    {
        public LetterCreate? Last { get; private set; }

        public void Handle(LetterCreate letter) => Last = letter;
    }
}
