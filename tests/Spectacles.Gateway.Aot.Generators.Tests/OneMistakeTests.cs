namespace Spectacles.Gateway.Generators.Tests;

/// <summary>One mistake in a program gives one diagnostic, of compiler, generators and analyzers together.</summary>
public sealed class OneMistakeTests
{
    private const string Program = """
        using System.Threading.Tasks;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;

        await using var cluster = new Cluster("my.bot.token").AddHandler(new PingPong());
        await cluster.RunAsync();


        """;

    public static TheoryData<string, string, string> Mistakes => new()
    {
        {
            "an unknown event", "SPG002",
            """[GatewayEvent("MESAGE_CREATE")] public partial class PingPong { public void Handle(MessageCreate message) { } }"""
        },
        {
            "an unknown event of a method with a view", "SPG002",
            """public partial class PingPong { [GatewayEvent("TYPING")] public void Typing(TypingStart.View typing) { } }"""
        },
        {
            "an unknown event of a method with a base of the model", "SPG002",
            """[GatewayEvent("MESAGE_CREATE")] public partial class PingPong { public void Handle(Message message, Shard shard) { } }"""
        },
        {
            "an unknown event of a method with bytes and a model", "SPG002",
            """[GatewayEvent("MESAGE")] public partial class PingPong { public void Handle(MessageCreate m, in Dispatch dispatch) { } }"""
        },
        {
            "an event without a name", "SPG002",
            """[GatewayEvent(null!)] public partial class PingPong { public void Handle() { } }"""
        },
        {
            "no handler method", "SPG003",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void OnMessage(MessageCreate message) { } }"""
        },
        {
            "no handler method for two events", "SPG003",
            """[GatewayEvent("MESSAGE_CREATE")] [GatewayEvent("MESSAGE_UPDATE")] public partial class PingPong { }"""
        },
        {
            "two handler methods", "SPG004",
            """[GatewayEvent("READY")] public partial class PingPong { public void Handle() { } public Task HandleAsync() => null!; }"""
        },
        {
            "a wrong parameter of a method with two events", "SPG005",
            """
            [GatewayEvent("MESSAGE_CREATE")] [GatewayEvent("MESSAGE_UPDATE")]
            public partial class PingPong { public void Handle(string text) { } }
            """
        },
        {
            "type parameters of a method with two events", "SPG005",
            """
            [GatewayEvent("MESSAGE_CREATE")] [GatewayEvent("MESSAGE_UPDATE")]
            public partial class PingPong { public void Handle<T>() { } }
            """
        },
        {
            "a wrong result of a method with two events", "SPG006",
            """
            [GatewayEvent("MESSAGE_CREATE")] [GatewayEvent("MESSAGE_UPDATE")]
            public partial class PingPong { public int Handle() => 0; }
            """
        },
        {
            "a model of another event in a method with two events", "SPG007",
            """
            [GatewayEvent("MESSAGE_CREATE")] [GatewayEvent("MESSAGE_UPDATE")]
            public partial class PingPong { public void Handle(MessageDelete message) { } }
            """
        },
        {
            "a model of another event, where the event is privileged", "SPG007",
            """[GatewayEvent("PRESENCE_UPDATE")] public partial class PingPong { public void Handle(MessageDelete message) { } }"""
        },
        {
            "a class that derives from a handler", "SPG009",
            """
            [GatewayEvent("MESSAGE_CREATE")] public partial class First { public void Handle(MessageCreate message) { } }
            [GatewayEvent("MESSAGE_DELETE")] public class PingPong : First { }
            """
        },
        {
            "an event twice", "SPG010",
            """[GatewayEvent("READY")] [GatewayEvent("READY")] public partial class PingPong { public void Handle() { } }"""
        },
        {
            "a read of the content without the intent", "SPG013",
            """
            [GatewayEvent("MESSAGE_CREATE")] public partial class PingPong
            {
                public void Handle(MessageCreate m) => _ = m.Content == "!ping" || m.Content == "!pong" || m.Embeds.Length > 0;
            }
            """
        },
        {
            "a blocking call", "SPG015",
            """[GatewayEvent("READY")] public partial class PingPong { public void Handle() => System.Threading.Thread.Sleep(1000); }"""
        },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task One_mistake_gives_one_diagnostic(string mistake, string id, string handler)
    {
        var reported = await new Project().With("Program.cs", Program + handler).AnalyzeAsync();

        Assert.True(reported.Count == 1 && reported[0].Id == id, $"{mistake}: {string.Join("\n", reported)}");
    }

    [Fact]
    public void Two_mistakes_give_two_diagnostics() => AnnotatedSource.Verify("Handler.cs", """
        using Spectacles.Gateway;
        [GatewayEvent("MESAGE_CREATE")]                           ⇐ SPG002
        public partial class PingPong { public void Handle(string prefix) { } }      ⇐ SPG005
        """);

    [Theory]
    [InlineData("MESAGE_CREATE", "There is no gateway event 'MESAGE_CREATE'; did you mean 'MESSAGE_CREATE'? To receive")]
    [InlineData("XYZ", "There is no gateway event 'XYZ'. To receive")]
    public void Text_of_an_unknown_event_has_no_stray_full_stop(string name, string text)
    {
        var reported = new Project()
            .With("Handler.cs", $$"""[Spectacles.Gateway.GatewayEvent("{{name}}")] partial class PingPong { void Handle() { } }""")
            .Report();

        Assert.StartsWith(text, Assert.Single(reported).GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Model_that_the_method_takes_suggests_the_event_when_no_name_is_similar()
    {
        var reported = new Project()
            .With("Handler.cs", """
                using Spectacles.Gateway; using Spectacles.Gateway.Events;
                [GatewayEvent("ON_MSG")] partial class PingPong { void Handle(MessageCreate.View message) { } }
                """)
            .Report();

        Assert.Contains("did you mean 'MESSAGE_CREATE'?", Assert.Single(reported).GetMessage(null), StringComparison.Ordinal);
    }
}
