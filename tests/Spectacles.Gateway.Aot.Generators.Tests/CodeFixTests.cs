using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Spectacles.Gateway.CodeFixes;

namespace Spectacles.Gateway.Generators.Tests;

public sealed class CodeFixTests
{
    private const string Usings = """
        using System.Threading.Tasks;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;


        """;

    private static readonly CodeFixProvider[] All =
        [new PartialFix(), new EventNameFix(), new MethodFix(), new ParameterFix(), new ReturnTypeFix(), new IntentFix()];

    public static TheoryData<string, string, string> Fixes => new()
    {
        {
            "Make 'PingPong' partial",
            """[GatewayEvent("READY")] public sealed class PingPong { public void Handle() { } }""",
            """[GatewayEvent("READY")] public sealed partial class PingPong { public void Handle() { } }"""
        },
        {
            "Make 'Outer' partial",
            """class Outer { partial class Inner { [GatewayEvent("READY")] public void Handle() { } } }""",
            """partial class Outer { partial class Inner { [GatewayEvent("READY")] public void Handle() { } } }"""
        },
        {
            "Change the event to 'MESSAGE_CREATE'",
            """[GatewayEvent("MESAGE_CREATE")] public partial class PingPong { public void Handle(MessageCreate message) { } }""",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void Handle(MessageCreate message) { } }"""
        },
        {
            "Add the method 'Handle'",
            """
            [GatewayEvent("MESSAGE_CREATE")]
            public partial class PingPong
            {
            }
            """,
            """
            [GatewayEvent("MESSAGE_CREATE")]
            public partial class PingPong
            {
                public void Handle(MessageCreate messageCreate)
                {
                }
            }
            """
        },
        {
            "Add the method 'Handle'",
            """
            [GatewayEvent("NEW_EVENT", Intents = GatewayIntents.None)]
            public partial class PingPong
            {
            }
            """,
            """
            [GatewayEvent("NEW_EVENT", Intents = GatewayIntents.None)]
            public partial class PingPong
            {
                public void Handle(in Dispatch dispatch)
                {
                }
            }
            """
        },
        {
            "Take 'MessageCreate'",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void Handle(MessageDelete message) { } }""",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void Handle(MessageCreate message) { } }"""
        },
        {
            "Take 'MessageCreate.View'",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void Handle(MessageDelete.View message) { } }""",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void Handle(MessageCreate.View message) { } }"""
        },
        {
            "Take 'message' by value",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void Handle(in MessageCreate message) { } }""",
            """[GatewayEvent("MESSAGE_CREATE")] public partial class PingPong { public void Handle(MessageCreate message) { } }"""
        },
        {
            "Return 'ValueTask'",
            """[GatewayEvent("READY")] public partial class PingPong { public async void HandleAsync() => await Task.Yield(); }""",
            """[GatewayEvent("READY")] public partial class PingPong { public async ValueTask HandleAsync() => await Task.Yield(); }"""
        },
        {
            "Name the intent GuildPresences in the attribute",
            """[GatewayEvent("PRESENCE_UPDATE")] public partial class PingPong { public void Handle() { } }""",
            """
            [GatewayEvent("PRESENCE_UPDATE", Intents = GatewayIntents.GuildPresences)] public partial class PingPong { public void Handle() { } }
            """
        },
        {
            "Name the intent GuildPresences in the attribute",
            """[Spectacles.Gateway.GatewayEvent("PRESENCE_UPDATE")] public partial class PingPong { public void Handle() { } }""",
            """
            [Spectacles.Gateway.GatewayEvent("PRESENCE_UPDATE", Intents = Spectacles.Gateway.GatewayIntents.GuildPresences)] public partial class PingPong { public void Handle() { } }
            """
        },
        {
            "Name the intent MessageContent in the attribute",
            """
            [GatewayEvent("MESSAGE_CREATE")]
            public partial class PingPong { public void Handle(MessageCreate message) => _ = message.Content; }
            """,
            """
            [GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.MessageContent)]
            public partial class PingPong { public void Handle(MessageCreate message) => _ = message.Content; }
            """
        },
        {
            "Name the intent MessageContent in the attribute",
            """
            [GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.GuildMessages)]
            public partial class PingPong { public void Handle(MessageCreate message) => _ = message.Content; }
            """,
            """
            [GatewayEvent("MESSAGE_CREATE", Intents = GatewayIntents.GuildMessages | GatewayIntents.MessageContent)]
            public partial class PingPong { public void Handle(MessageCreate message) => _ = message.Content; }
            """
        },
    };

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task Fix_removes_the_diagnostic(string title, string before, string after)
    {
        var project = new Project().With("Handler.cs", Usings + before);
        var diagnostic = Assert.Single(await project.AnalyzeAsync(OutputKind.DynamicallyLinkedLibrary));

        var (shown, text) = Assert.Single(await FixAsync(diagnostic, Usings + before));

        Assert.Equal(title, shown);
        Assert.Equal(Usings + after, text, ignoreLineEndingDifferences: true);
        Assert.Empty(await new Project().With("Handler.cs", text).AnalyzeAsync(OutputKind.DynamicallyLinkedLibrary));
    }

    [Theory]
    [InlineData("""[GatewayEvent("XYZ")] public partial class PingPong { public void Handle() { } }""")]
    [InlineData("""[GatewayEvent("READY")] public partial class PingPong { public int Handle() => 0; }""")]
    [InlineData("""[GatewayEvent("READY")] public partial class PingPong { public void Handle(string text) { } }""")]
    public async Task Nothing_is_offered_where_the_intention_is_not_known(string code)
    {
        var project = new Project().With("Handler.cs", Usings + code);
        var diagnostic = Assert.Single(await project.AnalyzeAsync(OutputKind.DynamicallyLinkedLibrary));

        Assert.Empty(await FixAsync(diagnostic, Usings + code));
    }

    /// <summary>What an editor offers for a diagnostic, and the text of the file after it.</summary>
    private static async Task<List<(string Title, string Text)>> FixAsync(Diagnostic diagnostic, string text)
    {
        using var workspace = new AdhocWorkspace();
        var cancel = TestContext.Current.CancellationToken;
        var project = workspace.AddProject(
            ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, "MyBot", "MyBot", LanguageNames.CSharp,
                compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
                parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
                metadataReferences: Project.References));
        var document = workspace.AddDocument(project.Id, "Handler.cs", SourceText.From(text));
        var tree = (await document.GetSyntaxTreeAsync(cancel))!;
        var there = Diagnostic.Create(
            diagnostic.Descriptor,
            Location.Create(tree, diagnostic.Location.SourceSpan),
            diagnostic.AdditionalLocations.Select(location => Location.Create(tree, location.SourceSpan)),
            diagnostic.Properties);
        var actions = new List<CodeAction>();
        foreach (var provider in All.Where(provider => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, there, (action, _) => actions.Add(action), cancel));
        }

        var results = new List<(string, string)>();
        foreach (var action in actions)
        {
            var change = (ApplyChangesOperation)Assert.Single(await action.GetOperationsAsync(cancel));
            var changed = change.ChangedSolution.GetDocument(document.Id)!;
            results.Add((action.Title, (await changed.GetTextAsync(cancel)).ToString()));
        }

        return results;
    }
}
