namespace Spectacles.Gateway.Generators;

/// <summary>How a class is declared.</summary>
/// <param name="FullPath">The class with what it is nested in and the namespace, without escapes: a name for files.</param>
/// <param name="Namespace">The namespace; empty for the global one.</param>
/// <param name="Declarations">The class and what it is nested in, outermost first, as declarations: <c>class Outer&lt;T&gt;</c>.</param>
/// <param name="Identifier">The class with what it is nested in as one name.</param>
internal sealed record ClassShape(string FullPath, string Namespace, EquatableArray<string> Declarations, string Identifier);
