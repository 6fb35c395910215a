using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

public sealed class HandlerDiagnosticTests
{
    [Fact]
    public void SPG001_is_reported_for_a_class_that_is_not_partial() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        public sealed class PingPong                              ⇐ SPG001
        {
            public void Handle(MessageCreate message) { }
        }
        """);

    [Fact]
    public void SPG001_is_reported_for_a_containing_type_that_is_not_partial() => Verify("""
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
    public void SPG002_suggests_the_nearest_name_for_an_unknown_event()
    {
        var reported = Verify("""
            [GatewayEvent("MESAGE_CREATE")]                       ⇐ SPG002
            public partial class PingPong { public void Handle() { } }
            """);
        Assert.Contains("did you mean 'MESSAGE_CREATE'?", reported[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void SPG002_suggests_no_name_when_no_event_is_similar()
    {
        var reported = Verify("""
            [GatewayEvent("XYZ")]                                 ⇐ SPG002
            public partial class PingPong { public void Handle() { } }
            """);
        Assert.DoesNotContain("did you mean", reported[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Event_without_a_model_is_accepted_as_raw_data_when_its_intents_are_named() => Verify("""
        [GatewayEvent("NEW_EVENT", Intents = GatewayIntents.None)]
        public partial class NewEventHandler { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void SPG003_is_reported_for_a_class_without_a_handler_method() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]                          ⇐ SPG003
        public partial class PingPong { public void OnMessage(MessageCreate message) { } }
        """);

    [Fact]
    public void SPG004_is_reported_for_a_class_with_two_handler_methods() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]                          ⇐ SPG004
        public partial class PingPong
        {
            public void Handle(MessageCreate message) { }
            public ValueTask HandleAsync(MessageCreate message) => default;
        }
        """);

    [Theory]
    [InlineData("MessageCreate message, string prefix", "no supported type matches the parameter 'prefix'")]
    [InlineData("Shard one, Shard other", "'other' is a second Shard")]
    [InlineData("ref MessageCreate message", "'message' is passed by reference")]
    [InlineData("in MessageCreate message", "'message' is passed by reference")]
    [InlineData("in MessageCreate.View message", "'message' is passed by reference")]
    [InlineData("MessageCreate.View message, Message.View other", "'other' is a second Message.View")]
    [InlineData("Attachment.View attachment", "no supported type matches the parameter 'attachment'")]
    [InlineData("MessageCreate message, in Dispatch dispatch", "both the model and the Dispatch")]
    [InlineData("MessageCreate message, MessageCreate.View view", "both the model and the view")]
    [InlineData("MessageCreate.View view, Dispatch dispatch", "both the view and the Dispatch")]
    public void SPG005_is_reported_for_a_parameter_that_an_event_cannot_supply(string parameters, string problem)
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
    public void SPG005_is_reported_for_a_method_with_type_parameters() => Verify("""
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
    public void SPG006_is_reported_for_a_result_that_cannot_be_awaited(string result) => Verify($$"""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong
        {
            public {{result}} Handle() => throw null!;            ⇐ SPG006
        }
        """);

    [Fact]
    public void SPG007_is_reported_for_a_model_of_another_event()
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
    public void SPG007_is_reported_for_a_view_of_another_event()
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
    public void SPG008_is_reported_for_an_unnamed_privileged_intent()
    {
        var reported = Verify("""
            [GatewayEvent("PRESENCE_UPDATE")]                     ⇐ SPG008
            public partial class Counter { public void Handle() { } }
            """);
        Assert.Equal(DiagnosticSeverity.Info, reported[0].Severity);
    }

    [Fact]
    public void Privileged_intent_named_in_the_attribute_is_not_reported() => Verify("""
        [GatewayEvent("PRESENCE_UPDATE", Intents = GatewayIntents.GuildPresences)]
        public partial class Counter { public void Handle() { } }
        """);

    [Fact]
    public void SPG009_is_reported_for_static_classes_structs_and_derived_handlers() => Verify("""
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
    public void SPG009_is_reported_for_a_file_local_handler() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        file partial class PingPong { public void Handle(MessageCreate message) { } }     ⇐ SPG009
        """);

    [Fact]
    public void SPG010_is_reported_for_a_repeated_event() => Verify("""
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
    public void SPG002_is_reported_for_an_event_without_a_name() => Verify("""
        [GatewayEvent(null!)]                                     ⇐ SPG002
        public partial class PingPong { public void Handle(in Dispatch dispatch) { } }
        """);

    [Fact]
    public void SPG005_is_reported_for_members_that_are_not_ordinary_methods() => Verify("""
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
    public void Pragma_suppresses_a_diagnostic() => Verify("""
        #pragma warning disable SPG008
        [GatewayEvent("PRESENCE_UPDATE")]
        #pragma warning restore SPG008
        public partial class Counter { public void Handle() { } }
        """);

    [Fact]
    public void Missing_parameter_type_is_reported_only_by_the_compiler() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong { public void Handle(MessageCreated message) { } }
        """);

    [Fact]
    public void Every_attribute_of_a_class_is_checked() => Verify("""
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
    public void Attributes_on_several_parts_of_a_class_are_combined() => Verify("""
        [GatewayEvent("MESSAGE_CREATE")]
        public partial class PingPong { }

        [GatewayEvent("NO_EVENT")]                                ⇐ SPG002
        public partial class PingPong { public void Handle(in Dispatch dispatch) { } }
        """);

    private static IReadOnlyList<Diagnostic> Verify(string marked) => AnnotatedSource.Verify("Handler.cs", Usings + marked);

    private const string Usings = """
        using System.Threading.Tasks;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        namespace MyBot;

        """;
}
