using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>The emitted method that adds the classes of an assembly which answer interactions to a bot in a host.</summary>
public sealed class ModuleRegistrationTests
{
    private const string Hosting = """
        namespace Spectacles.Gateway.Hosting
        {
            public sealed class ScopedHandlerAttribute : System.Attribute;

            public sealed class GatewayBotBuilder
            {
                public string? Name => null;
                public Microsoft.Extensions.DependencyInjection.IServiceCollection Services => null!;
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
        Assert.Contains("TryAddKeyedSingleton(", source, StringComparison.Ordinal);
        Assert.Contains("(services, _) => new global::A(random: ", source, StringComparison.Ordinal);
        Assert.Contains("GetRequiredKeyedService<global::A>(services, builder.Name),", source, StringComparison.Ordinal);
        Assert.Contains("TryAddKeyedScoped(", source, StringComparison.Ordinal);
        Assert.Contains("ScopedModule<global::B>(services, builder.Name)", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_emitted_without_the_hosting_package() => Assert.Empty(Emitted("", out _));

    private static string Emitted(string hosting, out Diagnostic[] diagnostics)
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
            """).Generate(out var compiler);
        diagnostics =
            [.. run.Diagnostics, .. compiler.Where(found => found is { Severity: >= DiagnosticSeverity.Warning, Id: not "CS1591" })];
        return run.GeneratedTrees.SingleOrDefault(
            tree => tree.FilePath.EndsWith("InteractionRegistration.g.cs", StringComparison.Ordinal))?.ToString() ?? "";
    }
}
