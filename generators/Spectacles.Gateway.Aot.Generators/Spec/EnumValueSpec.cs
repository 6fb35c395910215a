namespace Spectacles.Gateway.Generators;

/// <param name="Name">The name in C#.</param>
/// <param name="Value">A C# constant expression, or the text on the wire.</param>
/// <param name="Doc">What the value means.</param>
internal sealed record EnumValueSpec(string Name, string Value, string Doc);
