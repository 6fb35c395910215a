using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>Class libraries that were built by themselves run with this version, or are refused with what to do about it.</summary>
public sealed class ContractTests
{
    private const string Schema = """
        {
          "namespace": "MyLetters",
          "events": { "LETTER_CREATE": {} },
          "types": { "LetterCreate": { "fields": { "id": "snowflake", "text": "string", "tags?": "string[]" } } }
        }
        """;

    private const string Handler = """
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        namespace MyHandlers;
        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class Greeter
        {
            public string Seen = "";
            public void Handle(MessageCreate message) => Seen = message.Content;
        }
        """;

    private const string HandlerUser = """
        using Spectacles.Gateway;
        using Spectacles.Gateway.CompilerServices;
        public static class Bot
        {
            public static string Run()
            {
                var greeter = new MyHandlers.Greeter();
                new Cluster("my.bot.token").AddHandler(greeter);
                var state = new DispatchState();
                var dispatch = new Dispatch("MESSAGE_CREATE"u8, "{\"content\":\"Hello\"}"u8, 1, ref state);
                ((IGatewayHandler)greeter).InvokeAsync(0, in dispatch, null!, default).GetAwaiter().GetResult();
                return greeter.Seen;
            }
        }
        """;

    private const string SchemaUser = """
        using Spectacles.Gateway;
        using Spectacles.Gateway.CompilerServices;
        public static class Bot
        {
            public static string Run()
            {
                new Cluster("my.bot.token").On<MyLetters.LetterCreate>((letter, shard) => { }).Dispose();
                var state = new DispatchState();
                return new Dispatch("LETTER_CREATE"u8, "{\"text\":\"Hello\"}"u8, 1, ref state).Model<MyLetters.LetterCreate>().Text;
            }

            public static void Wait() => new Cluster("my.bot.token").NextAsync<MyLetters.LetterCreate>();
        }
        """;

    [Fact]
    public void Library_of_handlers_runs_with_a_bot_that_is_compiled_against_it() =>
        Assert.Equal("Hello", Run(Handlers().Build(), HandlerUser));

    [Fact]
    public void Library_with_a_schema_runs_with_a_bot_that_is_compiled_against_it() =>
        Assert.Equal("Hello", Run(Letters().Build(), SchemaUser));

    [Fact]
    public void Handler_of_an_unknown_contract_is_refused_when_it_is_added() => Assert.Equal(
        Refusal("MyHandlers"), Assert.Throws<InvalidOperationException>(() => Run(Handlers().Build(Renumber), HandlerUser)).Message);

    [Theory]
    [InlineData("Run")]
    [InlineData("Wait")]
    public void Model_of_an_unknown_contract_is_refused_when_it_is_listened_to(string method) => Assert.Equal(
        Refusal("MyLetters"), Assert.Throws<InvalidOperationException>(() => Run(Letters().Build(Renumber), SchemaUser, method)).Message);

    [Fact]
    public void SPG012_is_reported_for_each_reference_with_an_unknown_contract()
    {
        var reported = new Project()
            .WithReference(Handlers().Build(Renumber))
            .WithReference(Letters().Build(Renumber))
            .With("Bot.cs", HandlerUser)
            .Report();

        Assert.All(reported, diagnostic => Assert.Equal(("SPG012", DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity)));
        Assert.Equal([Refusal("MyHandlers"), Refusal("MyLetters")], reported.Select(diagnostic => diagnostic.GetMessage(null)));
    }

    [Fact]
    public void Generator_and_library_have_the_same_contract() =>
        Assert.Equal(CompilerServices.EmittedContract.Number, EmittedContract.Number);

    [Fact]
    public void Nothing_is_reported_for_references_with_a_known_contract() => Assert.Empty(
        new Project().WithReference(Handlers().Build()).WithReference(Letters().Build()).With("Bot.cs", HandlerUser).Report());

    [Fact]
    public void Assembly_with_handlers_and_schemas_states_its_contract_once()
    {
        var project = Letters().With("Handler.cs", Handler).With("more.json", """{ "namespace": "More", "types": { "Stamp": {} } }""");
        Assert.Single(project.Generate().GeneratedTrees, tree => tree.ToString().Contains("[assembly: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_that_contract_1_emitted_compiles_and_runs()
    {
        var library = new Project().Named("MyLetters");
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Tests, "Snapshots", "Contract1"), "*.cs"))
        {
            library.With(Path.GetFileName(file), File.ReadAllText(file));
        }

        Assert.Equal("Hello, 2 tags, view Hello, raw LETTER_CREATE, book", Run(library.BuildAsItIs(), """
            using Spectacles.Gateway;
            using Spectacles.Gateway.CompilerServices;
            using System.Text.Json;
            public static class Bot
            {
                public static string Run()
                {
                    string json = "{\"id\":\"1\",\"text\":\"Hello\",\"tags\":[\"a\",\"b\"],"
                        + "\"gifts\":[{\"kind\":1,\"title\":\"book\"}]}";
                    var read = JsonSerializer.Deserialize(json, MyLetters.GatewayJsonContext.Default.LetterCreate)!;
                    string written = JsonSerializer.Serialize(read, MyLetters.GatewayJsonContext.Default.LetterCreate);
                    var reader = new MyLetters.Reader();
                    var cluster = new Cluster("my.bot.token").AddHandler(reader);
                    cluster.On<MyLetters.LetterCreate>((letter, shard) => { }).Dispose();
                    var state = new DispatchState();
                    var dispatch = new Dispatch("LETTER_CREATE"u8, System.Text.Encoding.UTF8.GetBytes(written), 1, ref state);
                    for (int method = 0; method < ((IGatewayHandler)reader).Methods.Count; method++)
                    {
                        ((IGatewayHandler)reader).InvokeAsync(method, in dispatch, null!, default).GetAwaiter().GetResult();
                    }

                    return string.Join(", ", reader.Seen) + ", " + ((MyLetters.Book)read.Gifts[0]).Title;
                }
            }
            """));
    }

    private static Project Handlers() => new Project("MyHandlers").Named("MyHandlers").With("Handler.cs", Handler);

    private static Project Letters() => new Project("MyLetters").Named("MyLetters").With("letters.json", Schema);

    private static string Renumber(string emitted) => emitted
        .Replace("EmittedContract(1)", "EmittedContract(2)", StringComparison.Ordinal)
        .Replace(".Contract => 1;", ".Contract => 2;", StringComparison.Ordinal);

    private static string Refusal(string assembly) =>
        $"The assembly '{assembly}' contains generated code of contract 2, "
            + "but this version of Spectacles.Gateway.Aot works with contract 1. "
            + $"Rebuild '{assembly}' with this version of Spectacles.Gateway.Aot, or use the version with which it was built.";

    private static string? Run(byte[] library, string bot, string method = "Run")
    {
        var context = new AssemblyLoadContext(nameof(ContractTests), isCollectible: true);
        context.LoadFromStream(new MemoryStream(library));
        byte[] program = new Project().WithReference(library).With("Bot.cs", bot).Build();
        var run = context.LoadFromStream(new MemoryStream(program)).GetType("Bot", throwOnError: true)!.GetMethod(method)!;
        return (string?)run.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);
    }
}
