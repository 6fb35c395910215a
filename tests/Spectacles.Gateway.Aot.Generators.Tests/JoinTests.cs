using System.Collections;
using System.Text.Json;
using Spectacles.Gateway.Events;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>A schema of a project uses the library's types by name, and extends them.</summary>
public sealed class JoinTests
{
    private const string Extended = """
        {
          "namespace": "MyBot.Events",
          "events": { "MESSAGE_CREATE": { "type": "MyMessageCreate" } },
          "types": {
            "MyMessageCreate": {
              "extends": "MessageCreate",
              "fields": {
                "mood?": "string", "room?": "Channel", "den": "?Channel", "place": "Channel", "writers": "User[]", "rooms?": "map<Channel>",
                "kind": "ChannelType", "kinds": "ChannelType[]", "marks?": "?MessageFlags", "state?": "OnlineStatus",
                "first": "Component", "more": "Component[]", "rest?": "Component", "note": "Note"
              }
            },
            "Note": { "fields": { "author": "User" } }
          }
        }
        """;

    [Fact]
    public void Model_can_extend_a_library_model_and_use_library_types()
    {
        string written = Compile(new Project().WithLibrarySchema().With("events.json", Extended));

        Assert.Contains(
            "class MyMessageCreate : global::Spectacles.Gateway.Events.MessageCreate, IGatewayEvent<MyMessageCreate>",
            written,
            StringComparison.Ordinal);
        Assert.Contains(
            "GatewayIntents.GuildMessages | global::Spectacles.Gateway.GatewayIntents.DirectMessages", written, StringComparison.Ordinal);
        Assert.DoesNotContain("class MessageCreate ", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Emitted_code_reads_and_writes_the_fields_of_base_and_extension()
    {
        var project = new Project().WithLibrarySchema().With("events.json", Extended);
        var model = project.Load().GetType("MyBot.Events.MyMessageCreate", throwOnError: true)!;
        const string Json = """
            {"id":"1","author":{"id":"2","username":"Ann"},"content":"hello","mood":"happy","room":{"id":"3","type":0},"den":null,"place":{"id":"4","type":2},
             "writers":[{"id":"5","username":"Bob"}],"rooms":{"6":{"id":"6","type":0}},"kind":2,"kinds":[0,1],"marks":null,"state":"dnd",
             "first":{"type":10,"content":"text"},"more":[{"type":1,"components":[]},{"type":9999,"new":true}],"note":{"author":{"id":"7","username":"Cid"}}}
            """;

        object message = JsonSerializer.Deserialize(Json, model)!;
        object again = JsonSerializer.Deserialize(JsonSerializer.Serialize(message, model), model)!;

        foreach (object read in new[] { message, again })
        {
            Assert.Equal("hello", Assert.IsType<MessageCreate>(read, exactMatch: false).Content);
            Assert.Equal("happy", Property(read, "Mood"));
            Assert.Equal(4ul, ((Channel)Property(read, "Place")!).Id.Value);
            Assert.Equal(6ul, Assert.Single((IReadOnlyDictionary<Snowflake, Channel>)Property(read, "Rooms")!).Key.Value);
            Assert.IsType<TextDisplayComponent>(Property(read, "First"));
            Assert.IsType<UnknownComponent>(((IReadOnlyList<Component>)Property(read, "More")!)[1]);
            Assert.Equal("Cid", ((User)Property(Property(read, "Note")!, "Author")!).Username);
        }
    }

    [Fact]
    public void Map_with_a_library_enum_as_key_is_read_and_written_in_a_model_of_the_project()
    {
        var model = new Project()
            .WithLibrarySchema()
            .With("events.json", """
                {
                  "namespace": "MyBot.Events",
                  "events": { "INTERACTION_CREATE": { "type": "MyInteraction" } },
                  "types": {
                    "MyInteraction": {
                      "extends": "InteractionCreate",
                      "fields": {
                        "users_by_type?": "map<ApplicationIntegrationType, User>", "ids?": "map<ApplicationIntegrationType, snowflake>",
                        "places?": "map<Place, snowflake>"
                      }
                    }
                  },
                  "enums": { "Place": { "values": { "HOME": 1 } } }
                }
                """)
            .Load()
            .GetType("MyBot.Events.MyInteraction", throwOnError: true)!;
        const string Json = """
            {"id":"1","authorizing_integration_owners":{"0":"2"},"users_by_type":{"1":{"id":"3","username":"Ann"}},
             "ids":{"7":"4"},"places":{"1":"5"}}
            """;

        object interaction = JsonSerializer.Deserialize(Json, model)!;
        object again = JsonSerializer.Deserialize(JsonSerializer.Serialize(interaction, model), model)!;

        foreach (object read in new[] { interaction, again })
        {
            Assert.Equal(2ul, ((InteractionCreate)read).AuthorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall].Value);
            var users = (IReadOnlyDictionary<ApplicationIntegrationType, User>)Property(read, "UsersByType")!;
            Assert.Equal("Ann", users[ApplicationIntegrationType.UserInstall].Username);
            var ids = (IReadOnlyDictionary<ApplicationIntegrationType, Snowflake>)Property(read, "Ids")!;
            Assert.Equal(4ul, ids[(ApplicationIntegrationType)7].Value);
            Assert.Equal("[Home, 5]", Assert.Single(((IEnumerable)Property(read, "Places")!).Cast<object>()).ToString());
        }
    }

    [Fact]
    public void Absent_field_of_an_object_type_is_an_empty_object()
    {
        var model = new Project()
            .WithLibrarySchema()
            .With("events.json", Extended)
            .Load()
            .GetType("MyBot.Events.MyMessageCreate", throwOnError: true)!;
        object message = JsonSerializer.Deserialize("{}", model)!;
        Assert.Equal(default, ((Channel)Property(message, "Place")!).Id);
        Assert.NotNull(((MessageCreate)message).Author);
    }

    [Fact]
    public void Library_schema_is_not_read_without_a_schema_of_the_project()
    {
        var schema = new InMemoryText(Project.LibrarySchema, "{}");
        var project = new Project().With(schema).With("Handler.cs", """
            [Spectacles.Gateway.GatewayEvent("MESSAGE_CREATE")]
            public sealed partial class PingPong { public void Handle(Spectacles.Gateway.Events.MessageCreate message) { } }
            """);

        var result = project.Generate();

        Assert.Equal(0, schema.Reads);
        Assert.NotEmpty(result.GeneratedTrees);
        Assert.DoesNotContain(result.Results, generator => generator.TrackedSteps.ContainsKey(ContractSteps.References));

        project.With("events.json", "{}").Generate();
        Assert.Equal(1, schema.Reads);
    }

    [Fact]
    public void Library_mismatch_is_reported_at_its_line() => AnnotatedSource.Verify("events.json", new Project().WithLibrarySchema(), """
        {
          "events": {
            "MESSAGE_CREATE": {},                                 ⇐ SPG105
            "MESSAGE_PINNED": { "type": "Message" },              ⇐ SPG105
            "MESSAGE_DELETE": { "type": "MessageDeleted" },
            "LETTER_CREATE": { "type": "Embed" }
          },
          "types": {
            "MessageDeleted": { "extends": "MessageDelete", "fields": {
              "guild_id?": "snowflake",                           ⇐ SPG105
              "chanel?": "Chanel"                                 ⇐ SPG104
            } },
            "MyEmbed": { "extends": "EmbedFooter" },              ⇐ SPG107
            "MyPart": { "extends": "Component", "is": 99 },       ⇐ SPG107 SPG110
            "MyKind": { "extends": "ChannelType" },               ⇐ SPG107
            "MyNothing": { "extends": "MesageCreate" },           ⇐ SPG104
            "User": { "fields": { "name": "string" } },
            "Mine": { "fields": { "user": "User", "librarys?": "GuildMember" } },
            "Embed": {}                                           ⇐ SPG105
          }
        }
        """);

    private static object? Property(object value, string name) => value.GetType().GetProperty(name)!.GetValue(value);

    private static string Compile(Project project) => project.Compile(diagnostic => diagnostic.Id == "CS1591");
}
