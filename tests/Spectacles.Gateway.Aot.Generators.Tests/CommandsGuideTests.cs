using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// Every C# example of docs/command-options.md, docs/commands.md, docs/engines.md, docs/scaling.md and docs/shards.md compiles, each as
/// the body of a method. A class is known to the other examples of its document.
/// </summary>
public sealed partial class CommandsGuideTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Net;
        using System.Threading;
        using System.Threading.Tasks;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;

        """;

    private const string Known = "string token, Cluster cluster, Shard shard, "
        + "Snowflake guildId, Snowflake otherGuildId, Snowflake channelId, IGatewayHandler handler, InteractionCreate interaction, "
        + "CancellationToken cancellationToken";

    public static TheoryData<string, int> Examples =>
        [.. Documents().SelectMany(document => Enumerable.Range(0, Blocks(document).Length).Select(index => (document, index)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Guide_example_compiles(string document, int index)
    {
        string[] blocks = Blocks(document);
        string block = IsClass(blocks[index]) ? string.Empty : blocks[index];
        string known = string.Join(
            ", ", Known.Split(", ").Where(parameter => !Regex.IsMatch(block, $@"\bvar {parameter.Split(' ')[1]} =")));
        var project = new Project().With("Example.cs", $$"""
            {{Usings}}
            {{string.Join('\n', blocks.Where(IsClass))}}

            internal static class Example
            {
                public static async Task RunAsync({{known}})
                {
            {{block}}
                    await Task.CompletedTask;
                }
            }
            """);

        project.Generate(out var diagnostics);

        // CS8321: an example may declare a function without calling it.
        Assert.DoesNotContain(
            diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS8321");
    }

    private static bool IsClass(string block) => block.StartsWith("sealed class", StringComparison.Ordinal);

    private static string[] Documents() => ["command-options.md", "commands.md", "engines.md", "scaling.md", "shards.md"];

    private static string[] Blocks(string document) =>
        [.. Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", document))).Select(block => block.Groups["text"].Value)];

    [GeneratedRegex("^```csharp\\r?\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
