namespace Spectacles.Gateway.Generators;

/// <summary>A part of a template of custom ids: a text, or a placeholder.</summary>
/// <param name="Literal">The text; empty for a placeholder.</param>
/// <param name="Name">The name of the placeholder; empty for a text.</param>
/// <param name="Type">The type of the placeholder's parameter; null for a text.</param>
internal sealed record TemplatePartSpec(string Literal, string Name, EnteredTypeSpec? Type);
