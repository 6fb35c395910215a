using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

public sealed class HandlerDiagnosticTests
{
    [Fact]
    public void SPG001_a_class_must_be_partial() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        public sealed class PingPong                              ⇐ SPG001
        {
            public void Handle(MessageCreate message) { }
        }
        """);

    [Fact]
    public void SPG001_so_must_what_it_is_nested_in() => Verify("""
        public class Outer                                        ⇐ SPG001
        {
            public partial class Inner
            {
                [GatewayEvent("MESSAGE_CREATE")]
                public void OnMessage(MessageCreate message) { }
            }
        }
        """);

    [Fact]
    public void SPG002_an_unknown_event_comes_with_the_nearest_name()
    {
        var reported = Verify("""
            [GatewayEvent("MESAGE_CREATE")]                       ⇐ SPG002
            public partial class PingPong { public void Handle() { } }
            """);
        Assert.Contains("did you mean 'MESSAGE_CREATE'?", reported[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void SPG002_an_event_that_is_like_no_other_comes_without_a_name()
    {
        var reported = Verify("""
            [GatewayEvent("XYZ")]                                 ⇐ SPG002
            public partial class PingPong { public void Handle() { } }
            """);
        Assert.DoesNotContain("did you mean", reported[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_without_a_model_may_be_taken_raw_when_its_intents_are_named() => Verify("""
        [GatewayEvent("EVENT_OF_TOMORROW", Intents = GatewayIntents.None)]
        public partial class Tomorrow { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void SPG003_a_class_needs_a_method_to_call() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]                          ⇐ SPG003
        public partial class PingPong { public void OnMessage(MessageCreate message) { } }
        """);

    [Fact]
    public void SPG004_a_class_needs_only_one() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]                          ⇐ SPG004
        public partial class PingPong
        {
            public void Handle(MessageCreate message) { }
            public ValueTask HandleAsync(MessageCreate message) => default;
        }
        """);

    [Theory]
    [InlineData("MessageCreate message, string prefix", "nothing fits the parameter 'prefix'")]
    [InlineData("Shard one, Shard other", "'other' is a second Shard")]
    [InlineData("ref MessageCreate message", "'message' is passed by reference")]
    [InlineData("in MessageCreate message", "'message' is passed by reference")]
    [InlineData("in MessageCreate.View message", "'message' is passed by reference")]
    [InlineData("MessageCreate.View message, Message.View other", "'other' is a second Message.View")]
    [InlineData("Attachment.View attachment", "nothing fits the parameter 'attachment'")]
    [InlineData("MessageCreate message, in Dispatch dispatch", "both the model and the Dispatch")]
    [InlineData("MessageCreate message, MessageCreate.View view", "both the model and the view")]
    [InlineData("MessageCreate.View view, Dispatch dispatch", "both the view and the Dispatch")]
    public void SPG005_a_parameter_must_be_something_that_an_event_brings(string parameters, string problem)
    {
        var reported = Verify($$"""
            [GatewayEvent("MESSAGE_CREATE")]
            public partial class PingPong
            {
                public void Handle({{parameters}}) { }            ⇐ SPG005
            }
            """);
        Assert.Contains(problem, reported[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void SPG005_a_method_has_no_type_parameters() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong
        {
            public void Handle<T>(MessageCreate message) { }      ⇐ SPG005
        }
        """);

    [Theory]
    [InlineData("async void")]
    [InlineData("int")]
    [InlineData("Task<int>")]
    [InlineData("ref int")]
    public void SPG006_a_result_must_be_awaited_by_somebody(string result) => Verify($$"""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong
        {
            public {{result}} Handle() => throw null!;            ⇐ SPG006
        }
        """);

    [Fact]
    public void SPG007_a_model_belongs_to_its_event()
    {
        var reported = Verify("""
            [GatewayEvent("MESSAGE_CREATE")]
            public partial class PingPong
            {
                public void Handle(MessageDelete message) { }     ⇐ SPG007
            }
            """);
        Assert.Equal(
            "'PingPong.Handle' handles MESSAGE_CREATE, but 'MessageDelete' is the model of MESSAGE_DELETE", reported[0].GetMessage(null));
    }

    [Fact]
    public void SPG007_so_does_a_view()
    {
        var reported = Verify("""
            [GatewayEvent("MESSAGE_CREATE")]
            public partial class PingPong
            {
                public void Handle(MessageDelete.View message) { } ⇐ SPG007
            }
            """);
        Assert.Equal(
            "'PingPong.Handle' handles MESSAGE_CREATE, but 'MessageDelete.View' is the view of MESSAGE_DELETE",
            reported[0].GetMessage(null));
    }

    [Fact]
    public void SPG008_a_privileged_intent_is_no_surprise()
    {
        var reported = Verify("""
            [GatewayEvent("PRESENCE_UPDATE")]                     ⇐ SPG008
            public partial class Counter { public void Handle() { } }
            """);
        Assert.Equal(DiagnosticSeverity.Info, reported[0].Severity);
    }

    [Fact]
    public void A_privileged_intent_that_the_attribute_names_is_meant() => Verify("""
        [GatewayEvent("PRESENCE_UPDATE", Intents = GatewayIntents.GuildPresences)]
        public partial class Counter { public void Handle() { } }
        """);

    [Fact]
    public void SPG009_a_handler_is_a_class_of_its_own() => Verify("""
        public static partial class Nobody                        ⇐ SPG009
        {
            [GatewayEvent("MESSAGE_CREATE")]
            public static void Handle(MessageCreate message) { }
        }

        public partial struct Value                               ⇐ SPG009
        {
            [GatewayEvent("MESSAGE_CREATE")]
            public void Handle(MessageCreate message) { }
        }

        [GatewayEvent("MESSAGE_CREATE")]
        public partial class First { public void Handle(MessageCreate message) { } }

        [GatewayEvent("MESSAGE_DELETE")]
        public partial class Second : First { public void Handle(MessageDelete message) { } }     ⇐ SPG009

        public class Third : First { }
        """);

    [Fact]
    public void SPG009_a_handler_is_no_secret_of_its_file() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        file partial class PingPong { public void Handle(MessageCreate message) { } }     ⇐ SPG009
        """);

    [Fact]
    public void SPG010_an_event_comes_once() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        [GatewayEvent("MESSAGE_CREATE")]                          ⇐ SPG010
        public partial class PingPong
        {
            public void Handle(MessageCreate message) { }

            [GatewayEvent("MESSAGE_DELETE")]
            [GatewayEvent("MESSAGE_DELETE")]                      ⇐ SPG010
            public void Deleted(MessageDelete message) { }
        }
        """);

    [Fact]
    public void SPG002_an_event_has_a_name() => Verify("""
        [GatewayEvent(null!)]                                     ⇐ SPG002
        public partial class PingPong { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void SPG005_only_a_method_of_the_class_is_called_and_the_others_stay() => Verify("""
        public interface IPing { void Ping(MessageCreate message); }

        public partial class PingPong : IPing
        {
            [GatewayEvent("MESSAGE_CREATE")]
            void IPing.Ping(MessageCreate message) { }            ⇐ SPG005

            public int Count
            {
                [GatewayEvent("MESSAGE_CREATE")]                  ⇐ SPG005
                get => 0;
            }

            [GatewayEvent("MESSAGE_CREATE")]                      ⇐ SPG005
            public static PingPong operator +(PingPong left, PingPong right) => left;

            [GatewayEvent("NO_EVENT")]                            ⇐ SPG002
            public void Handle()
            {
                [GatewayEvent("MESSAGE_CREATE")]                  ⇐ SPG005
                void Local() { }
                Local();
            }
        }
        """);

    [Fact]
    public void A_pragma_silences_a_diagnostic() => Verify("""
        #pragma warning disable SPG008
        [GatewayEvent("PRESENCE_UPDATE")]
        #pragma warning restore SPG008
        public partial class Counter { public void Handle() { } }
        """);

    [Fact]
    public void A_type_that_does_not_exist_is_the_compilers_to_report() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong { public void Handle(MessageCreated message) { } }
        """);

    [Fact]
    public void Every_attribute_of_a_class_is_looked_at() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        [GatewayEvent("NO_EVENT")]                                ⇐ SPG002
        public partial class PingPong
        {
            public void Handle(in Dispatch dispatch) { }

            [GatewayEvent("NO_OTHER_EVENT")]                      ⇐ SPG002
            private void Other() { }
        }
        """);

    [Fact]
    public void The_attributes_of_several_parts_are_one_class() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong { }

        [GatewayEvent("NO_EVENT")]                                ⇐ SPG002
        public partial class PingPong { public void Handle(in Dispatch dispatch) { } }
        """);

    private static IReadOnlyList<Diagnostic> Verify(string marked) => Marked.Verify("Handler.cs", Usings + marked);

    private const string Usings = """
        using System.Threading.Tasks;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        namespace MyBot;

        """;
}
