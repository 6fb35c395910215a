using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>The emitted method that adds the handlers of an assembly to a bot in a host.</summary>
public sealed class RegistrationTests
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
                public GatewayBotBuilder AddScopedHandler<T>(System.Func<System.IServiceProvider, T> factory) => this;
            }
        }
        """;

    [Theory]
    [InlineData("public sealed partial class A", "", "AddHandler<global::MyBot.A>(services => new global::MyBot.A());")]
    [InlineData("internal sealed partial class A", "", "new global::MyBot.A());")]
    [InlineData("[Hosting.ScopedHandler] public sealed partial class A", "", "AddScopedHandler<global::MyBot.A>(")]
    [InlineData("public sealed partial class A(System.Random random)", "", "random: X.GetRequiredService<global::System.Random>(services)")]
    [InlineData("public sealed partial class A(string? @class = null)", "", "@class: X.GetService<string>(services)")]
    [InlineData("public sealed partial class A(int count = 3)", "", "new global::MyBot.A());")]
    [InlineData("public sealed partial class A(System.IServiceProvider all)", "", "all: services")]
    [InlineData("public sealed partial class A(Cluster cluster)", "", "cluster: builder.GetCluster(services)")]
    [InlineData(
        "public sealed partial class A([FromKeyedServices(\"k\")] System.Random r)",
        "",
        "r: K.GetRequiredKeyedService<global::System.Random>(services, \"k\")")]
    [InlineData("public sealed partial class A([FromKeyedServices] System.Random r)", "", "(services, builder.Name)")]
    [InlineData(
        "public sealed partial class A", "[ActivatorUtilitiesConstructor] public A() { } public A(int x) { }", "new global::MyBot.A());")]
    [InlineData("public sealed partial class A", "internal A() { }", "new global::MyBot.A());")]
    [InlineData("public sealed partial class A", "public A() { } internal A(int x) { }", "new global::MyBot.A());")]
    [InlineData(
        "public sealed partial class A",
        "[System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public A() { X = 1; } public required int X { get; set; }",
        "new global::MyBot.A());")]
    [InlineData(
        "public partial class Outer { [GatewayEvent(\"GUILD_CREATE\")] protected internal sealed partial class A",
        "",
        "new global::MyBot.Outer.A());",
        "}")]
    [InlineData("public abstract partial class A", "", "new global::MyBot.B());", "public sealed class B : A;")]
    [InlineData("public partial class A<T>", "", "new global::MyBot.B());", "public sealed class B : A<int>;")]
    [InlineData(
        "public abstract partial class A", "", "new global::MyBot.C());", "public sealed class B : A; internal sealed class C : A;")]
    [InlineData(
        "[System.Diagnostics.CodeAnalysis.Experimental(\"BOT001\")] public sealed partial class A", "", "new global::MyBot.A());")]
    public void Handler_is_created_by_its_constructor_with_services(
        string declaration, string members, string expected, string after = "")
    {
        string source = Emitted(declaration, members, out var diagnostics, after: after);

        Assert.Empty(diagnostics);
        string shortened = source
            .Replace("global::Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions", "X", StringComparison.Ordinal)
            .Replace(
                "global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions", "K", StringComparison.Ordinal);
        Assert.Contains(expected, shortened, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Spectacles.Gateway.Rest.BotRest rest")]
    [InlineData("Spectacles.Gateway.Rest.BotRest? rest = null")]
    public void Handler_that_takes_a_rest_client_has_that_of_its_bot(string parameter)
    {
        string source = Emitted($"public sealed partial class A({parameter})", "", out var diagnostics);

        Assert.Empty(diagnostics);
        Assert.Contains(".TryAddBotRest(builder);", source, StringComparison.Ordinal);
        Assert.Contains(
            "rest: global::Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions"
                + ".GetRequiredKeyedService<global::Spectacles.Gateway.Rest.BotRest>(services, builder.Name)",
            source,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Rest_client_is_not_added_for_handlers_that_take_none() =>
        Assert.DoesNotContain("BotRest", Emitted("public sealed partial class A", "", out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("public abstract partial class A", "", null)]
    [InlineData("public partial class A<T>", "", "SPG018")]
    [InlineData("public sealed partial class A", "private A() { }", "SPG018")]
    [InlineData("public sealed partial class A", "public required int X { get; set; }", "SPG018")]
    [InlineData("public sealed partial class A", "public A(ref int x) { }", "SPG018")]
    [InlineData("public sealed partial class A", "public A(System.ReadOnlySpan<int> x) { }", "SPG018")]
    [InlineData("public sealed partial class A", "[System.Obsolete(\"No.\", true)] public A() { }", "SPG018")]
    [InlineData("[System.Obsolete(\"No.\", true)] public sealed partial class A", "", "SPG018")]
    [InlineData("public partial class Outer { [GatewayEvent(\"GUILD_CREATE\")] private sealed partial class A", "", "SPG018", "}")]
    [InlineData("public partial class Outer { [GatewayEvent(\"GUILD_CREATE\")] protected sealed partial class A", "", "SPG018", "}")]
    [InlineData("public sealed partial class A", "internal A() { } internal A(int x) { }", "SPG016")]
    [InlineData("public abstract partial class A", "", "SPG018", "file sealed class B : A;")]
    [InlineData("public sealed partial class A", "public A() { } public A(int x) { }", "SPG016")]
    public void Handler_that_services_can_not_create_is_left_out(
        string declaration, string members, string? diagnostic, string after = "")
    {
        string source = Emitted(declaration, members, out var diagnostics, after: after);

        Assert.Empty(source);
        Assert.Equal(diagnostic is null ? [] : [diagnostic], diagnostics.Select(found => found.Id));
    }

    [Theory]
    [InlineData("MyBot", "AddMyBotHandlers(")]
    [InlineData("my-bot.core", "AddMyBotCoreHandlers(")]
    public void Method_has_the_name_of_the_assembly(string assembly, string expected) =>
        Assert.Contains(expected, Emitted("public sealed partial class A", "", out _, assembly), StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_emitted_without_the_hosting_package()
    {
        var run = new Project()
            .With(
                "A.cs",
                Source("public sealed partial class A", "").Replace(
                    "using Microsoft.Extensions.DependencyInjection;", "", StringComparison.Ordinal))
            .Generate(out _);

        Assert.DoesNotContain(run.GeneratedTrees, tree => tree.FilePath.EndsWith("HandlerRegistration.g.cs", StringComparison.Ordinal));
    }

    private static string Emitted(
        string declaration, string members, out Diagnostic[] diagnostics, string assembly = "MyBot", string after = "")
    {
        var run = new Project().Named(assembly).With("Hosting.cs", Hosting).With("A.cs", Source(declaration, members) + after)
            .Generate(out var compiler);
        diagnostics =
        [
            .. run.Diagnostics,
            .. compiler.Where(
                found => found.Severity >= DiagnosticSeverity.Warning && found.Id is not ("CS1591" or "CS9113")),
        ];
        return run.GeneratedTrees.SingleOrDefault(
            tree => tree.FilePath.EndsWith("HandlerRegistration.g.cs", StringComparison.Ordinal))?.ToString() ?? "";
    }

    private static string Source(string declaration, string members) => $$"""
        using Microsoft.Extensions.DependencyInjection;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;

        namespace MyBot;

        {{(declaration.Contains("[GatewayEvent", StringComparison.Ordinal) ? "" : "[GatewayEvent(\"GUILD_CREATE\")]")}}
        {{declaration.Replace("[Hosting.", "[Spectacles.Gateway.Hosting.", StringComparison.Ordinal)}}
        {
            {{members}}
            public void Handle(GuildCreate guild) { }
        }
        """;
}
