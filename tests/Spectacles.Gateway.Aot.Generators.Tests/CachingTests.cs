using System.Reflection;
using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// For each kind of edit, what every step does: no more than it must, and no less. Nothing is read twice that has not changed.
/// </summary>
public sealed class CachingTests
{
    private const string Schema = """
        {
          "namespace": "MyBot.Events",
          "events": { "A_CREATE": {}, "B_CREATE": {} },
          "types": { "ACreate": { "extends": "MessageDelete",
          "fields": { "nonce": "snowflake" } }, "BCreate": { "fields": { "kind": "Kind" } } },
          "enums": { "Kind": { "values": { "FIRST": 1 } } }
        }
        """;

    private const string Library = """
        { "namespace": "Spectacles.Gateway.Events",
        "events": { "MESSAGE_DELETE": {} }, "types": { "MessageDelete": { "fields": { "id": "snowflake" } } } }
        """;

    private const string Handler = """
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        namespace MyBot;
        [GatewayEvent("PRESENCE_UPDATE")]
        public sealed partial class Counter { public void Handle(PresenceUpdate presence) { } }
        """;

    private const string OwnHandler = """
        [Spectacles.Gateway.GatewayEvent("A_CREATE")]
        public sealed partial class Own { public void Handle(MyBot.Events.ACreate own) { } }
        """;

    private const string Other = "namespace MyBot; public static class Other { }";

    // What the worst-off output of each step says: a step that has 1 output modified and 99 cached says Modified.
    public static TheoryData<string, string, string, string[]> Edits => new()
    {
        {
            "nothing", "Other.cs", Other,
            ["References Cached", "Schema Cached", "SchemaSet Cached", "Contract Cached", "RestClient Unchanged",
             "Models Cached", "Enums Cached", "Events Cached",
             "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached", "OwnSchema Cached", "Join Cached",
             "Dispatch Cached",
             "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "an unrelated file", "Other.cs", "namespace MyBot; public static class Other { public static int X; }",
            ["References Cached", "Schema Cached", "SchemaSet Cached", "Contract Cached", "RestClient Unchanged",
             "Models Cached", "Enums Cached", "Events Cached",
             "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached", "OwnSchema Cached", "Join Cached",
             "Dispatch Cached",
             "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "an empty line in the schema", "events.json", "\n" + Schema,
            ["References Cached", "Schema Modified", "SchemaSet Modified", "Contract Unchanged", "RestClient Cached",
             "Models Cached", "Enums Cached",
             "Events Cached", "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached",
             "OwnSchema Unchanged", "Join Cached",
             "Dispatch Cached", "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "a field of one event", "events.json", Schema.Replace(
                "\"nonce\": \"snowflake\"", "\"nonce\": \"snowflake\", \"name\": \"string\"", StringComparison.Ordinal),
            ["References Cached", "Schema Modified", "SchemaSet Modified", "Contract Modified", "RestClient Cached",
             "Models Modified", "Enums Unchanged",
             "Events Unchanged", "Context Unchanged", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached",
             "OwnSchema Unchanged", "Join Cached",
             "Dispatch Cached", "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "a value of an enum", "events.json", Schema.Replace("\"FIRST\": 1", "\"FIRST\": 1, \"SECOND\": 2", StringComparison.Ordinal),
            ["References Cached", "Schema Modified", "SchemaSet Modified", "Contract Modified", "RestClient Cached",
             "Models Unchanged", "Enums Modified",
             "Events Unchanged", "Context Unchanged", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached",
             "OwnSchema Unchanged", "Join Cached",
             "Dispatch Cached", "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "a type", "events.json", Schema.Replace("\"types\": {", "\"types\": { \"Zebra\": {},", StringComparison.Ordinal),
            ["References Cached", "Schema Modified", "SchemaSet Modified", "Contract Modified", "RestClient Cached",
             "Models New", "Enums Unchanged",
             "Events Unchanged", "Context Modified", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached",
             "OwnSchema Modified", "Join Unchanged",
             "Dispatch Cached", "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "the intents of an event that has a handler", "events.json", Schema.Replace(
                "\"A_CREATE\": {}", "\"A_CREATE\": { \"intents\": [\"GUILDS\"] }", StringComparison.Ordinal),
            ["References Cached", "Schema Modified", "SchemaSet Modified", "Contract Modified", "RestClient Cached",
             "Models Modified", "Enums Unchanged",
             "Events Modified", "Context Unchanged", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached",
             "OwnSchema Modified", "Join Modified",
             "Dispatch Modified", "UnknownContracts -", "Registrations -", "HandlerContext Unchanged", "HandlerDiagnostics Cached"]
        },
        {
            "a field of the library's", Project.LibrarySchema, Library.Replace(
                "\"id\": \"snowflake\"", "\"id\": \"snowflake\", \"guild_id?\": \"snowflake\"", StringComparison.Ordinal),
            ["References Modified", "Schema Cached", "SchemaSet Cached", "Contract Modified", "RestClient Cached",
             "Models Modified", "Enums Unchanged",
             "Events Unchanged", "Context Unchanged", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached",
             "OwnSchema Cached", "Join Cached",
             "Dispatch Cached", "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "an error in the schema", "events.json", Schema.Replace(
                "\"kind\": \"Kind\"", "\"kind\": \"Kind\", \"other\": \"Kinds\"", StringComparison.Ordinal),
            ["References Cached", "Schema Modified", "SchemaSet Modified", "Contract Modified", "RestClient Cached",
             "Models Unchanged", "Enums Unchanged",
             "Events Unchanged", "Context Unchanged", "ContractDiagnostics New", "Routes -", "Queries -", "Handler Cached",
             "OwnSchema Unchanged", "Join Cached",
             "Dispatch Cached", "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "an empty line above the handler", "Handler.cs", "\n" + Handler,
            ["References Cached", "Schema Cached", "SchemaSet Cached", "Contract Cached", "RestClient Unchanged",
             "Models Cached", "Enums Cached", "Events Cached",
             "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Modified", "OwnSchema Cached",
             "Join Modified", "Dispatch Unchanged",
             "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Modified"]
        },
        {
            "the body of the handler", "Handler.cs", Handler.Replace("{ }", "{ _ = presence; }", StringComparison.Ordinal),
            ["References Cached", "Schema Cached", "SchemaSet Cached", "Contract Cached", "RestClient Unchanged",
             "Models Cached", "Enums Cached", "Events Cached",
             "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Cached", "OwnSchema Cached", "Join Cached",
             "Dispatch Cached",
             "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "a parameter of the handler", "Handler.cs", Handler.Replace("presence)", "presence, Shard shard)", StringComparison.Ordinal),
            ["References Cached", "Schema Cached", "SchemaSet Cached", "Contract Cached", "RestClient Unchanged",
             "Models Cached", "Enums Cached", "Events Cached",
             "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Modified", "OwnSchema Cached",
             "Join Modified", "Dispatch Modified",
             "UnknownContracts -", "Registrations -", "HandlerContext Unchanged", "HandlerDiagnostics Unchanged"]
        },
        {
            "an empty line above the handler of an event of the project's own", "Own.cs", "\n" + OwnHandler,
            ["References Cached", "Schema Cached", "SchemaSet Cached", "Contract Cached", "RestClient Unchanged",
             "Models Cached", "Enums Cached", "Events Cached",
             "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Modified", "OwnSchema Cached",
             "Join Unchanged", "Dispatch Cached",
             "UnknownContracts -", "Registrations -", "HandlerContext Cached", "HandlerDiagnostics Cached"]
        },
        {
            "the event of the handler", "Handler.cs",
            Handler.Replace("PRESENCE_UPDATE", "TYPING_START", StringComparison.Ordinal)
                .Replace("PresenceUpdate", "TypingStart", StringComparison.Ordinal),
            ["References Cached", "Schema Cached", "SchemaSet Cached", "Contract Cached", "RestClient Unchanged",
             "Models Cached", "Enums Cached", "Events Cached",
             "Context Cached", "ContractDiagnostics -", "Routes -", "Queries -", "Handler Modified", "OwnSchema Cached",
             "Join Modified", "Dispatch Modified",
             "UnknownContracts -", "Registrations -", "HandlerContext Modified", "HandlerDiagnostics Removed"]
        },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void Edit_reruns_only_the_affected_generator_steps(string edit, string path, string text, string[] expected)
    {
        var project = new Project()
            .With(Project.LibrarySchema, Library)
            .With("events.json", Schema)
            .With("Handler.cs", Handler)
            .With("Own.cs", OwnHandler)
            .With("Other.cs", Other);
        project.Generate();

        var result = project.With(path, text).Generate();

        string[] actual = [.. StepNames().Select(step => $"{step} {Worst(result, step)}")];
        Assert.True(
            expected.Order(StringComparer.Ordinal).SequenceEqual(actual.Order(StringComparer.Ordinal)),
            $"{edit}:\n{string.Join('\n', actual)}");
    }

    private static IEnumerable<string> StepNames() => new[] { typeof(ContractSteps), typeof(HandlerSteps) }
        .SelectMany(steps => steps.GetFields(BindingFlags.Static | BindingFlags.Public))
        .Select(field => (string)field.GetRawConstantValue()!);

    /// <summary>What the worst-off output of a step says.</summary>
    internal static string Worst(GeneratorDriverRunResult result, string step)
    {
        IncrementalStepRunReason[] order = [New, Modified, Removed, Unchanged, Cached];
        var reasons = result.Results
            .SelectMany(generator => generator.TrackedSteps.TryGetValue(step, out var runs) ? runs : [])
            .SelectMany(run => run.Outputs)
            .Select(output => output.Reason)
            .ToList();
        return reasons.Count == 0 ? "-" : reasons.MinBy(reason => Array.IndexOf(order, reason)).ToString();
    }
}
