namespace DocumentationTests;

/// <summary>A fenced block of a page.</summary>
/// <param name="Line">The number of the block's first line in the page.</param>
/// <param name="Language">The word after the fence, such as <c>csharp</c>.</param>
/// <param name="Text">The lines between the fences.</param>
internal sealed record CodeBlock(int Line, string Language, string Text);
