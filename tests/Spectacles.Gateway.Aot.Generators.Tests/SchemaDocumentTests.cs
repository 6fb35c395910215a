using System.Text.RegularExpressions;
using Spectacles.Gateway.CompilerServices;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>The first example of docs/schema.md, taken from there, does what the document says.</summary>
public sealed partial class SchemaDocumentTests
{
    private const string ImplicitUsings = "global using System; global using System.IO;";

    [Fact]
    public async Task First_schema_example_reads_a_field_unknown_to_the_library()
    {
        string document = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "schema.md"), TestContext.Current.CancellationToken);
        var project = new Project().WithLibrarySchema()
            .With("my-events.json", First("json", document))
            .With("Handler.cs", First("csharp", document))
            .With("Usings.cs", ImplicitUsings);
        project.Compile(diagnostic => diagnostic.Id == "CS1591");
        var output = new StringWriter();
        var handler = (IGatewayHandler)Activator.CreateInstance(project.Load().GetType("MyBot.Moods", throwOnError: true)!, output)!;

        await Call(handler, """{"id":"1","author":{"id":"2","username":"Ann"},"mood":"happy"}"""u8);

        Assert.Equal($"Ann is happy{Environment.NewLine}", output.ToString());
        var method = Assert.Single(handler.Methods);
        Assert.Equal(("MESSAGE_CREATE", GatewayIntents.GuildMessages | GatewayIntents.DirectMessages), (method.EventName, method.Intents));
    }

    private static ValueTask Call(IGatewayHandler handler, ReadOnlySpan<byte> payload)
    {
        var state = default(DispatchState);
        return handler.InvokeAsync(0, new Dispatch("MESSAGE_CREATE"u8, payload, 1, ref state), null!, CancellationToken.None);
    }

    private static string First(string language, string document) =>
        Blocks().Matches(document).First(block => block.Groups["language"].Value == language).Groups["text"].Value;

    [GeneratedRegex("^```(?<language>\\w+)\\r?\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
