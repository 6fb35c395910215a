using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>
/// Every C# example of the README and of the pages of the packages compiles, with the generators, as a program or as a class.
/// </summary>
public sealed partial class PageExampleTests
{
    private const string Known = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using static Known;

        internal static class Known
        {
            public static string token => "";
        }
        """;

    private const string Greeter = """
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;

        [GatewayEvent("MESSAGE_CREATE")]
        public sealed partial class Greeter
        {
            public void Handle(MessageCreate message) => Console.WriteLine(message.Author.Username);
        }
        """;

    public static TheoryData<string, int> Examples =>
        [.. Pages().SelectMany(page => Enumerable.Range(0, Blocks(page).Length).Select(index => (page, index)))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_compiles(string page, int index)
    {
        string block = FileDirective().Replace(Blocks(page)[index], "");
        var project = new Project().With("Known.cs", Known).With("Example.cs", block);
        if (!block.Contains("class Greeter", StringComparison.Ordinal))
        {
            project.With("Greeter.cs", Greeter);
        }

        if (!Declaration().IsMatch(block))
        {
            project.AsProgram();
        }

        project.Generate(out var diagnostics);

        // CS1591: an example is not documented.
        Assert.DoesNotContain(
            diagnostics, diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591");
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
            .Select(folder => Path.Combine(folder, "README.md"))
            .Where(File.Exists)
            .Append(Path.Combine(Repository.Root, "README.md"))
            .Select(page => Path.GetRelativePath(Repository.Root, page).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    private static string[] Blocks(string page) =>
        [.. Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, page))).Select(block => block.Groups["text"].Value)];

    [GeneratedRegex("^```csharp\\r?\\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>The directives of a file-based app, which the compiler takes only from <c>dotnet run</c>.</summary>
    [GeneratedRegex("^#[:!].*$", RegexOptions.Multiline)]
    private static partial Regex FileDirective();

    /// <summary>An example without statements: only usings and declarations.</summary>
    [GeneratedRegex(@"\A(\s*using [\w.]+;\s*)*\s*(\[|public )")]
    private static partial Regex Declaration();
}
