using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>The emitted method that adds the classes of an assembly which answer interactions to a bot in a host.</summary>
public sealed class ModuleRegistrationTests
{
    private const string Hosting = """
        namespace Spectacles.Gateway.Hosting
        {
            public sealed class ScopedHandlerAttribute : System.Attribute;

            public sealed class GatewayBotOptions
            {
                public string? Token => null;
                public string? TokenFile => null;
                public System.Uri? Api => null;
            }

            public sealed class GatewayBotBuilder
            {
                public string? Name => null;
                public Microsoft.Extensions.DependencyInjection.IServiceCollection Services => null!;
                public GatewayBotOptions GetOptions(System.IServiceProvider services) => null!;
                public Cluster GetCluster(System.IServiceProvider services) => null!;
                public GatewayBotBuilder AddHandler<T>(System.Func<System.IServiceProvider, T> factory) => this;
            }
        }
        """;

    [Fact]
    public void Classes_are_created_with_their_services()
    {
        string source = Emitted(Hosting, out var diagnostics);

        Assert.Empty(diagnostics);
        Assert.Contains(
            "AddMyBotInteractions(this global::Spectacles.Gateway.Hosting.GatewayBotBuilder builder,", source, StringComparison.Ordinal);
        Assert.Contains(".TryAddBotRest(builder);", source, StringComparison.Ordinal);
        Assert.Contains("TryAddKeyedSingleton(", source, StringComparison.Ordinal);
        Assert.Contains("(services, _) => new global::A(random: ", source, StringComparison.Ordinal);
        Assert.Contains("GetRequiredKeyedService<global::A>(services, builder.Name),", source, StringComparison.Ordinal);
        Assert.Contains("TryAddKeyedScoped(", source, StringComparison.Ordinal);
        Assert.Contains("ScopedModule<global::B>(services, builder.Name)", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed partial class C { internal C() { } F }", "new global::C()")]
    [InlineData("public partial class D { protected internal sealed partial class C { F } }", "new global::D.C()")]
    [InlineData("public abstract partial class D { F } public sealed class C : D;", "new global::C()")]
    [InlineData("public abstract partial class D { F } public abstract class E : D; public class C : E;", "new global::C()")]
    public void Class_that_services_can_create_is_added(string classes, string expected)
    {
        string source = Emitted(Hosting, out var diagnostics, classes);

        Assert.Empty(diagnostics);
        Assert.Contains(expected, source, StringComparison.Ordinal);
    }

    [Fact]
    public void Class_that_is_written_later_is_added()
    {
        var project = new Project().With("Hosting.cs", Hosting).With(
            "D.cs",
            $"{ModuleReport.Usings} public abstract partial class D {{ [Component(\"d\")] public Task F(Interaction c) => null!; }}");
        Assert.Empty(Registration(project.Generate()));

        string registration = Registration(project.With("C.cs", "internal class C : D;").Generate());
        Assert.Contains("new global::C()", registration, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public partial class D { private sealed partial class C { F } }", "'C' is neither public nor internal")]
    [InlineData("public partial class C { protected C() { } F }", "it has no constructor that is public or internal")]
    [InlineData(
        "public partial class C { public required int X { get; set; } F }",
        "it has required members: make them parameters of its constructor, and put [SetsRequiredMembers] on that")]
    [InlineData(
        "public abstract partial class D { F } public class C : D { } public class E : C { }",
        "another class derives from 'D' as well, and would answer the same interactions")]
    public void Class_that_services_cannot_create_is_reported(string classes, string problem)
    {
        string source = Emitted(Hosting, out var diagnostics, classes);

        Assert.All(diagnostics, diagnostic => Assert.Equal("SPG018", diagnostic.Id));
        Assert.Equal(
            $"The method that adds the classes of this assembly to a host leaves 'C' out: {problem}", diagnostics[0].GetMessage());
        Assert.Contains("global::B", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_emitted_without_the_hosting_package() => Assert.Empty(Emitted("", out _));

    private static string Emitted(string hosting, out Diagnostic[] diagnostics, string classes = "")
    {
        var run = new Project().With("Hosting.cs", hosting).With("A.cs", $$"""
            {{ModuleReport.Usings}}
            public sealed partial class A(Random random)
            {
                [Component("a")] public Task F(Interaction c) => Task.FromResult(random);
            }

            {{(hosting.Length > 0 ? "[Spectacles.Gateway.Hosting.ScopedHandler]" : "")}}
            public sealed partial class B
            {
                [Component("b")] public Task F(Interaction c) => Task.CompletedTask;
            }

            {{classes.Replace(" F ", " [Component(\"c\")] public Task F(Interaction c) => Task.CompletedTask; ", StringComparison.Ordinal)}}
            """).Generate(out var compiler);
        diagnostics =
            [.. run.Diagnostics, .. compiler.Where(found => found is { Severity: >= DiagnosticSeverity.Warning, Id: not "CS1591" })];
        return Registration(run);
    }

    private static string Registration(GeneratorDriverRunResult run) => run.GeneratedTrees.SingleOrDefault(
        tree => tree.FilePath.EndsWith("InteractionRegistration.g.cs", StringComparison.Ordinal))?.ToString() ?? "";
}
