using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.Generators.Tests;

/// <summary>Whatever is accepted in a class that answers interactions, the code that is written for it compiles without a warning.</summary>
public sealed class EmittedModuleTests
{
    [Fact]
    public void Classes_that_differ_in_case_or_arity_get_different_file_names() => Compile("""
        public sealed partial class Ping { [Component("a")] public Task F(Interaction c) => null!; }
        public sealed partial class PING { [Component("b")] public Task F(Interaction c) => null!; }
        public sealed partial class Foo<T> { [Component("c")] public Task F(Interaction c) => null!; }
        public sealed partial class Foo_1 { [Component("d")] public Task F(Interaction c) => null!; }
        """);

    [Fact]
    public void Class_may_be_named_like_another_file_that_is_written() => Compile("""
        public sealed partial class EmittedContract { [Component("a")] public Task F(Interaction c) => null!; }
        """);

    private static string Compile(string classes) => new Project()
        .With("Input.cs", $"{ModuleReport.Usings}\n{classes}")
        .Compile(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath == "Input.cs");
}
