using Microsoft.CodeAnalysis;

namespace Spectacles.Gateway.CodeFixes;

/// <summary>The replacement of one node.</summary>
/// <param name="Title">What the editor shows.</param>
/// <param name="Before">The node as it is.</param>
/// <param name="After">The node as it is to be.</param>
internal sealed record Change(string Title, SyntaxNode Before, SyntaxNode After);
